import type { Message } from './messages.ts';

/** English texts; the keys of this table are the codes that exist. */
export const MESSAGES_EN = {
  E_KEY_INVALID: {
    message: 'The file name “{found}” cannot be used.',
    remedy: 'Upload the file to incoming/<your newsroom>/ under a plain name such as release-1.md.',
  },
  E_KEY_UNREADABLE: {
    message: 'The file name “{found}” arrived in an encoding that cannot be read.',
    remedy: 'Upload the file again under a name of plain letters, digits and hyphens.',
  },
  E_GONE: {
    message: 'The file was removed before it could be read.',
    remedy: 'Upload it again if it is still to be published.',
  },
  E_TOO_LARGE: {
    message: 'The text is too large: {bytes} bytes.',
    remedy: 'Shorten it to less than 256 KB, and leave pictures out of the text.',
  },
  E_EMPTY: {
    message: 'The file is empty.',
    remedy: 'Write the release into it, save it, and upload it again.',
  },
  E_ENCODING: {
    message: 'The file is not saved as UTF-8; from byte {byte} on it looks like {encoding}.',
    remedy: 'Open it in your editor, choose “Save as…”, set the encoding to UTF-8, and upload it again.',
  },
  E_CONTROL_CHARACTER: {
    message: 'Line {line} holds a NUL character, which no text has.',
    remedy: 'Copy the text into a new file, save it as UTF-8, and upload that.',
  },
  E_FORMAT_UNKNOWN: {
    message: 'This kind of file cannot be read yet: {found}.',
    remedy:
      'Upload the release as plain text (.txt), Markdown (.md), a web page (.html), Word (.docx), a mail (.eml), ninjs (.json), NewsML-G2 (.xml), or a ZIP of one of them with its pictures.',
  },
  E_JSON_SYNTAX: {
    message: 'The file is not well-formed JSON; line {line} cannot be read: “{found}”.',
    remedy:
      'Put the line right (commas between members, double quotes around names and texts), or save the item anew from the program that wrote it.',
  },
  E_JSON_DEPTH: {
    message: 'The JSON is nested deeper than {limit} levels.',
    remedy: 'Leave out what is not part of the news item.',
  },
  E_NINJS_SHAPE: {
    message:
      'The ninjs member {found} is not of the kind that the standard gives it: {expected} was expected.',
    remedy: 'Write it as the ninjs schema of its version says, or leave the member out.',
  },
  E_XML_SYNTAX: {
    message: 'The file is not well-formed XML; line {line} cannot be read: “{found}”.',
    remedy:
      'Put the line right (close every element, write &amp; for &), or save the item anew from the program that wrote it.',
  },
  E_XML_DOCTYPE: {
    message: 'The file has a document type declaration: “{found}”.',
    remedy:
      'Remove the <!DOCTYPE …> declaration, and write characters instead of the entities that it declares.',
  },
  E_XML_LIMITS: {
    message: 'The XML has more elements than a news item has, or nests them too deeply, at “{found}”.',
    remedy: 'Leave out what is not part of the news item.',
  },
  E_ITEMS_MANY: {
    message: 'The file holds more than one news item; the second is “{found}”.',
    remedy: 'Upload each news item as a file of its own.',
  },
  E_PARTIAL: {
    message: 'The item says that it is not whole: “{found}”.',
    remedy: 'Upload the whole item, with the representation type full (complete in ninjs 1).',
  },
  E_CANCELED: {
    message: 'The item says that it was taken back: “{found}”.',
    remedy:
      'Nothing was published or withdrawn by it. To withdraw the release, delete the file that it came from; to publish this text, set its pubStatus to usable.',
  },
  E_EMBARGO_AND_IMMEDIATE: {
    message: 'The text says “{found}”, and also until when it is held back.',
    remedy: 'Keep one of the two lines.',
  },
  E_ZIP_BROKEN: {
    message: 'The ZIP cannot be unpacked: “{found}”.',
    remedy: 'Pack the files anew with your computer’s own “Compress” or “Send to ZIP”, and upload that.',
  },
  E_ZIP_TOO_MUCH: {
    message: 'The ZIP holds more than a release can: “{found}”.',
    remedy: 'Pack one text and at most ten pictures, together less than 20 MB.',
  },
  E_ZIP_ENCRYPTED: {
    message: 'The ZIP asks for a password, at “{found}”.',
    remedy: 'Pack the files without a password.',
  },
  E_ZIP_NO_TEXT: {
    message: 'The ZIP holds no text.',
    remedy: 'Add the release as a text, Markdown, Word or web page file.',
  },
  E_ZIP_TEXTS: {
    message: 'The ZIP holds more than one text: {found}.',
    remedy: 'Keep one of them, or call the release itself release.md, release.txt or release.docx.',
  },
  E_WORD_BROKEN: {
    message: 'The Word file cannot be read: {found}.',
    remedy: 'Open it in Word, save it anew as .docx, and upload that.',
  },
  E_WORD_MACROS: {
    message: 'The Word file holds macros ({found}).',
    remedy: 'Save it as a Word document without macros (.docx).',
  },
  E_WORD_TRACKED: {
    message: 'The Word file has changes that nobody has accepted or rejected, the first at “{found}”.',
    remedy: 'In Word, choose Review, Accept All Changes, stop tracking, save, and upload the file again.',
  },
  E_WORD_COMMENTS: {
    message: 'The Word file has comments.',
    remedy: 'In Word, choose Review, Delete All Comments, save, and upload the file again.',
  },
  E_MAIL_AUTOMATIC: {
    message: 'The mail was sent by a machine or a mailing list (“{found}”).',
    remedy: 'Send the release in a mail of your own, or save its text as a file and upload that.',
  },
  E_MAIL_BROKEN: {
    message: 'The mail cannot be read; its parts are nested too deeply, or its header never ends.',
    remedy: 'Write a new mail with the text and the pictures, and upload that.',
  },
  E_NOT_OPENED: {
    message: 'The file could not be opened, though it was tried more than once.',
    remedy:
      'Save it anew and upload it again: a text as .docx, .txt or .md, a picture as JPEG. If the same answer comes, copy the words into a new text file and upload that.',
  },
  E_DETAILS_ALONE: {
    message: 'The file holds details of a release, and no text.',
    remedy:
      'Write these lines above the text, in its own file; or pack the text, its pictures and this file as release.json into one ZIP, and upload that.',
  },
  E_EXPANSION: {
    message: 'The text would grow beyond all measure when it is shown.',
    remedy: 'Write addresses into the links themselves, [words](https://…), and close every HTML element.',
  },
  E_QUARANTINED: {
    message:
      'The text could not be made safe to publish ({found}), so people at the network will look at it.',
    remedy: 'Remove the HTML from the text and upload it again, or wait to hear from us.',
  },
  E_HEADLINE_MISSING: {
    message: 'No headline was found.',
    remedy:
      'Put the headline alone on the first line, with an empty line below it, or on a line that starts with “# ”, or write headline: in the front matter; in Word give it the style Title, in a mail write it as the subject; ninjs and NewsML-G2 have a headline of their own.',
  },
  E_HEADLINE_LONG: {
    message: 'The headline has {length} characters; {limit} is the most: “{found}”.',
    remedy: 'Shorten the headline and move the rest into the first paragraph.',
  },
  E_BODY_MISSING: {
    message: 'There is no text below the headline.',
    remedy: 'Write the text of the release below the headline, with an empty line between them.',
  },
  E_NEWSROOM_MISMATCH: {
    message: 'The file names “{found}”, but it was uploaded for the newsroom {newsroom} ({host}).',
    remedy: 'Upload it into the folder of its own newsroom, or correct the byline.',
  },
  E_NEWSROOM_UNKNOWN: {
    message: 'There is no newsroom “{found}”.',
    remedy:
      'Check the folder name, or ask the network’s operator to set the newsroom up; then upload the file again.',
  },
  E_DATE_AMBIGUOUS: {
    message: '“{found}” can be read in more than one way: {readings}.',
    remedy: 'Write the date as year-month-day, for example 2025-04-03 09:00 +07:00.',
  },
  E_DATE_INVALID: {
    message: '“{found}” is not a date and time that exists.',
    remedy: 'Write the date as year-month-day and the time as 16:04, for example 2025-01-14 16:04.',
  },
  E_TIMEZONE_UNKNOWN: {
    message: 'The time zone in “{found}” is not known.',
    remedy: 'Write WIB, WITA, WIT, UTC, an offset such as +07:00, or a name such as Asia/Jakarta.',
  },
  E_FRONT_MATTER: {
    message: 'The block between the two --- lines cannot be read at line {line}: “{found}”.',
    remedy:
      'Write one “key: value” on each line, put values with a colon in double quotes, and use no tags (!), references (& *) or code.',
  },
  E_FRONT_MATTER_OPEN: {
    message: 'The block at the top does not start and end as it should: “{found}”.',
    remedy: 'Put exactly three dashes (---), alone on a line, before and after the block.',
  },
  E_KEY_TWICE: {
    message: '“{found}” says again what {key} said before.',
    remedy: 'Keep one of the two lines.',
  },
  E_KEY_VALUE: {
    message: 'The value of “{found}” is not of a kind that this key can have.',
    remedy: 'Write a short text after the colon, or a list of short texts.',
  },
  E_UNKNOWN_KEY: {
    message:
      'The key “{found}” is not known; it may mean {nearest}, which decides when a release is published.',
    remedy: 'Write {nearest}, or remove the line.',
  },
  E_ID_INVALID: {
    message: 'The id “{found}” cannot be used in an address.',
    remedy: 'Use small letters, digits and hyphens only, at most 63, for example {suggestion}.',
  },
  E_ID_TAKEN: {
    message:
      'This name already belongs to another release of your newsroom, which came under another file name.',
    remedy: 'Give this file a name or an id of its own, or upload the change under the first file’s name.',
  },
  E_KILLED_CONTENT: {
    message: 'This text was withdrawn for legal reasons and must not be published again.',
    remedy: 'Ask the network’s operator if you believe that this is a mistake.',
  },
  E_ALREADY_PUBLIC: {
    message: 'The release is public already, so it cannot be scheduled or put under embargo any more.',
    remedy: 'Remove publishAt or embargo, or delete the file to withdraw the release.',
  },
  E_REVIEW: {
    message: 'The release is in order, and waits for a second person.',
    remedy:
      'Ask somebody else of your newsroom, or the operator, to approve it in the console under Receipts; nothing needs to be uploaded again.',
  },
  E_DIFFERENT_STORY: {
    message: 'This is another story than “{found}”, which already stands under this file name.',
    remedy:
      'Upload it under a file name of its own, or with an id: of its own in the front matter; if it is meant to replace that release, write change: update there and upload it again.',
  },
  E_REMOVAL_OLD: {
    message: '“{found}” has been public for more than seven days, so its removal waits for a confirmation.',
    remedy:
      'Nothing was withdrawn. To keep it, upload the file again; to withdraw it, ask the network’s operator to confirm the removal of {release} (POST /api/releases/{release}/confirm).',
  },
  E_REMOVAL_MANY: {
    message:
      '“{found}” is at least the fourth release that was removed within ten minutes, so its removal waits for a confirmation.',
    remedy:
      'It was not withdrawn. To keep it, upload the file again; if the removal is meant, ask the network’s operator to confirm it for {release} (POST /api/releases/{release}/confirm).',
  },
  E_EXPIRES_EARLY: {
    message: 'The release would expire before it is published.',
    remedy: 'Write a later time for expires:, or remove the line.',
  },
  E_EMBARGO_HELD: {
    message:
      'The text asks to be held back (“{found}”), but not clearly until which day and time, so it was not published.',
    remedy:
      'Write one day with year, time and zone, such as “EMBARGOED UNTIL 9 April 2025, 10:00 WIB” or embargo: 2025-04-09 10:00 WIB in the front matter, or remove the wording.',
  },
  E_EMBARGO_NO_ZONE: {
    message: 'The embargo “{found}” does not say for which time zone it holds.',
    remedy: 'Add WIB, WITA, WIT, UTC or an offset such as +07:00.',
  },
  E_EMBARGO_AND_SCHEDULE: {
    message: 'The text has both an embargo and publishAt.',
    remedy: 'Keep one of the two.',
  },
  E_CORRECTION_NOTE: {
    message: 'A correction must tell readers what was wrong.',
    remedy:
      'Write one sentence for the public behind RALAT: or CORRECTION:, or as note: below change: in the front matter; in ninjs and NewsML-G2 as a description with the role correction.',
  },
  E_CHANGE_KIND: {
    message: '“{found}” is not a kind of change.',
    remedy: 'Write minor, update or correction.',
  },
  E_STATUS: {
    message: 'The status “{found}” says that the text is not ready.',
    remedy:
      'When it is, remove the line with status:, or write status: final (pubStatus usable in ninjs and NewsML-G2).',
  },
  W_EMBARGO_OVER: {
    message:
      'The embargo until {found} was over before the file was uploaded, so the release was published at once.',
    remedy:
      'If the day or the year is wrong, delete the file to withdraw the release and upload it corrected.',
  },
  W_CONTROL_CHARACTER: {
    message: 'Line {line} holds characters that cannot be shown; they were left out.',
    remedy: 'Check that line on the page.',
  },
  W_RAW_HTML: {
    message: 'HTML in Markdown is shown as it is typed: “{found}”.',
    remedy: 'Use Markdown instead, such as **bold**, or upload the release as an .html file.',
  },
  W_UNSAFE_HTML: {
    message: 'Parts of the HTML were left out: {found}.',
    remedy: 'Check that nothing is missing on the page.',
  },
  W_LINK_REMOVED: {
    message: 'The link to “{found}” was left out; its words stayed.',
    remedy: 'Write the whole address, starting with https://, mailto: or tel:.',
  },
  W_HTTP_LINK: {
    message: 'The link “{found}” is not encrypted.',
    remedy: 'Write https:// if the site has it.',
  },
  W_PICTURE_MISSING: {
    message: 'The picture for “{found}” did not come with the text.',
    remedy:
      'The release was published without it. Upload the picture beside the text under this name, and it is added; a picture from elsewhere needs an address that starts with https://.',
  },
  W_CAPTION_EQUALS_HEADLINE: {
    message: 'The caption repeats the headline.',
    remedy: 'Say in the caption who and what the picture shows.',
  },
  W_DAY_DATE_MISMATCH: {
    message: '“{found}”: the day of the week does not fit the date.',
    remedy: 'Check both and upload the file again.',
  },
  W_ALL_CAPS_HEADLINE: {
    message: 'The headline is in capitals throughout.',
    remedy: 'Write it in ordinary letters; many readers and partners do not take headlines in capitals.',
  },
  W_HEADLINE_LONG: {
    message: 'The headline has {length} characters; more than {limit} are cut off in many places.',
    remedy: 'Shorten it, best to fewer than 100.',
  },
  W_SUMMARY_LONG: {
    message: 'The summary has {length} characters and was cut after {limit}.',
    remedy: 'Shorten it to one or two sentences.',
  },
  W_SPLIT_SENTENCE: {
    message: 'A sentence is broken over two paragraphs: “{found}”.',
    remedy: 'Join the two paragraphs and upload the file again.',
  },
  W_NO_CONTACT: {
    message: 'Nobody is named for questions from the press.',
    remedy: 'Add contact: to the front matter, or ask the operator to set one for your newsroom.',
  },
  W_NO_BOILERPLATE: {
    message: 'Nothing says who the issuer is.',
    remedy: 'Add a last paragraph “About …”, or ask the operator to set a text for your newsroom.',
  },
  W_UNKNOWN_KEY: {
    message: 'The key “{found}” is not known and was left out; {nearest} is the most similar one.',
    remedy: 'Correct the key or remove the line.',
  },
  W_YAML_COMMENT: {
    message: 'In “{found}” everything from # on was left out.',
    remedy: 'Put the value in double quotes if the # belongs to it.',
  },
  W_UNKNOWN_CATEGORY: {
    message:
      'The category “{found}” is not one of your newsroom’s and was left out; the most similar is: {nearest}.',
    remedy: 'Use one of the newsroom’s categories, or ask the operator to add it.',
  },
  W_LANGUAGE_DIFFERS: {
    message: 'The text reads like {detected}, not like {expected}.',
    remedy:
      'It is published as {taken}. If that is wrong, write “language: {other}” among the details on top.',
  },
  W_LANGUAGE_UNKNOWN: {
    message: '“{found}” is not a language code; the release was published as {language}.',
    remedy: 'Write a code such as id, en or jv.',
  },
  W_AFTER_END: {
    message: 'What stands below the end mark was left out: “{found}”.',
    remedy: 'Move it above the end mark if readers should see it.',
  },
  W_JSON_LD: {
    message: 'The JSON-LD block at line {line} cannot be read and was left out.',
    remedy: 'Put it right or remove it; what it says of headline, authors and date was not used.',
  },
  W_HEADLINE_DIFFERS: {
    message: 'The page shows the headline “{found}”, its metadata say “{headline}”, which was used.',
    remedy: 'Write the same headline in both places.',
  },
  W_ATTACHMENT_LEFT: {
    message: '“{found}” came with the text and was left out.',
    remedy: 'Put what readers should see into the text.',
  },
  W_PICTURES_MANY: {
    message: 'From the picture “{found}” on they were left out; {limit} come with a release.',
    remedy: 'Choose the best ones.',
  },
  W_PICTURE_FORMAT: {
    message: 'The picture “{found}” is of a kind that is not taken, and was left out.',
    remedy: 'Save it as JPEG, PNG, WebP or GIF.',
  },
  E_PICTURE_FORMAT: {
    message: 'The picture “{found}” is of a kind that is not taken.',
    remedy: 'Save it as JPEG, PNG, WebP or GIF, and upload it again.',
  },
  E_PICTURE_BROKEN: {
    message: 'The picture “{found}” cannot be read, or is too large.',
    remedy:
      'Open it in a picture program, save it as JPEG of at most 60 megapixels, and upload it again under the same name.',
  },
  W_PICTURE_ALONE: {
    message: 'No text shows the picture “{found}” yet; it is kept.',
    remedy:
      'Upload the text beside it under the same name (photo.jpg and photo.md), or name the picture in the text: picture: {found}.',
  },
  W_PICTURE_AWAITED: {
    message: 'The text waits for the picture “{found}” until {until}.',
    remedy:
      'Upload the picture under this name. If it does not come, the release is published without it, and the picture is added when it comes.',
  },
  W_PICTURE_BROKEN: {
    message: 'The picture “{found}” cannot be read, or is too large, and was left out.',
    remedy:
      'Open it in a picture program, save it as JPEG of at most 60 megapixels, and upload the file again.',
  },
} as const satisfies Record<string, Message>;
