import { parse, serializeOuter } from 'parse5';
import type { Finding } from '../receipt/finding.ts';
import { segmentOf } from '../release/release-id.ts';
import { tooLarge } from './decode-text.ts';
import { given } from './given.ts';
import { takeCorrection, takeEmbargoLines } from './instruction-lines.ts';
import { MAX_UPLOAD_BYTES } from './limits.ts';
import { takeInstructions } from './page-instructions.ts';
import {
  attributeOf,
  detach,
  elementsOf,
  leaveName,
  linesIn,
  MAX_PAGE_PICTURES,
  type PageElement,
} from './page-tree.ts';
import { quote } from './quote.ts';
import { readContactBlock } from './read-contact.ts';
import { emptyReading, type Reading, type SaidPicture } from './reading.ts';

/** A mail taken apart. Header names are in small letters; `pictures` names each picture's file by its Content-ID. */
export type Mail = {
  subject: string;
  messageId: string;
  headers: ReadonlyMap<string, string>;
  html: string;
  text: string;
  pictures: ReadonlyMap<string, string>;
};

const PREFIXES = /^(?:\s*(?:re|fwd?|aw|wg|bls|trs)\s*:|\s*\[[^\]]{1,20}\])+\s*/i;
const SIGNATURE_LINE = /^--[ \u{A0}]?$/u;
const AUTOMATIC: readonly (readonly [header: string, value: RegExp])[] = [
  ['auto-submitted', /^(?!no\b)/i],
  ['precedence', /^(?:bulk|list|junk|auto_reply)/i],
  ['list-id', /./],
  ['list-unsubscribe', /./],
];

/**
 * Reads a mail: the subject is the headline, the Message-ID the release's name for life, its HTML, else its text, the
 * text, the signature below `-- ` a contact. What a machine or a mailing list sent is refused.
 */
export function readMail(mail: Mail): { reading?: Reading; watched: string; findings: Finding[] } {
  const automatic = AUTOMATIC.find(([header, value]) => {
    const said = mail.headers.get(header)?.trim() ?? '';
    return said !== '' && value.test(said);
  });
  if (automatic !== undefined) {
    const found = quote(`${automatic[0]}: ${mail.headers.get(automatic[0]) ?? ''}`);
    return { watched: '', findings: [{ code: 'E_MAIL_AUTOMATIC', found }] };
  }
  const size = Math.max(mail.html.length, mail.text.length);
  if (size > MAX_UPLOAD_BYTES) return { watched: '', findings: [tooLarge(size, MAX_UPLOAD_BYTES)] };
  const subject = mail.subject.replace(PREFIXES, '').trim();
  const messageId = mail.messageId.replace(/^\s*<|>\s*$/g, '').trim();
  const body = htmlPartOf(mail);
  const shown = body === undefined ? '' : linesIn(body);
  const reading: Reading = {
    ...bodyOf(mail, body, shown),
    ...given('headline', subject === '' ? undefined : { text: subject, line: 1 }),
    ...given('id', messageId === '' ? undefined : { text: segmentOf(messageId), line: 1 }),
  };
  // Before the lines that ask for an embargo are taken out; the part that is not shown may ask for one too.
  return { reading, watched: [mail.subject, mail.text, shown].join('\n\n'), findings: [] };
}

/** HTML of pictures alone says nothing that the text beside it does not. */
function bodyOf({ text, pictures }: Mail, body: PageElement | undefined, shown: string): Reading {
  if (body === undefined) return textBody(text);
  const isEmpty = shown.trim() === '' && text.trim() !== '';
  return isEmpty ? { ...textBody(text), pictures: takeInline(body, pictures) } : htmlBody(body, pictures);
}

function htmlPartOf({ html }: Mail): PageElement | undefined {
  if (html.trim() === '') return undefined;
  return elementsOf(parse(html, { scriptingEnabled: false })).find(({ tagName }) => tagName === 'body');
}

function textBody(text: string): Reading {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const cut = lines.findIndex((line) => SIGNATURE_LINE.test(line));
  const contact = cut === -1 ? undefined : readContactBlock(lines.slice(cut + 1));
  const said = takeCorrection(takeEmbargoLines(cut === -1 ? lines : lines.slice(0, cut)), 1);
  return {
    ...emptyReading({ text: said.lines.join('\n'), line: 1, format: 'text' }),
    contacts: contact === undefined ? [] : [contact],
    ...given('change', said.change),
  };
}

function htmlBody(body: PageElement, files: ReadonlyMap<string, string>): Reading {
  const contact = takeSignature(body);
  const pictures = takeInline(body, files);
  const change = takeInstructions(body);
  return {
    ...emptyReading({
      text: body.childNodes.map((node) => serializeOuter(node)).join(''),
      line: 1,
      format: 'html',
    }),
    contacts: contact === undefined ? [] : [contact],
    pictures,
    ...given('change', change),
  };
}

/** The element that a mail program marks as the signature, or what stands behind a line `-- `. */
function takeSignature(body: PageElement): Reading['contacts'][number] | undefined {
  const elements = elementsOf(body);
  const marked = elements.find((one) => /signature/i.test(attributeOf(one, 'class') ?? ''));
  // Its own text alone: all that is inside, asked of each element of a deep nest, would be the square of its depth.
  const line = elements.find((one) => SIGNATURE_LINE.test(ownText(one)));
  const siblings: PageElement['childNodes'] = line?.parentNode?.childNodes ?? [];
  const after = siblings.slice(siblings.findIndex((node) => node === line));
  const taken = marked === undefined ? (line === undefined ? [] : after) : [marked];
  const parts = taken.flatMap((node) => ('tagName' in node ? [node] : []));
  for (const part of parts) detach(part);
  const lines = parts
    .flatMap((part) => [...elementsOf(part), part].map(ownText))
    .filter((text) => !SIGNATURE_LINE.test(text));
  return readContactBlock(lines);
}

function ownText(element: PageElement): string {
  return element.childNodes
    .map((node) => ('value' in node ? node.value : ''))
    .join(' ')
    .trim();
}

function takeInline(body: PageElement, files: ReadonlyMap<string, string>): SaidPicture[] {
  const inline = elementsOf(body).filter(
    (one) => one.tagName === 'img' && attributeOf(one, 'src')?.startsWith('cid:') === true,
  );
  return inline.slice(0, MAX_PAGE_PICTURES).map((image): SaidPicture => {
    const source = attributeOf(image, 'src') ?? '';
    const text = files.get(source.slice(4)) ?? source;
    leaveName(image, text);
    const alt = attributeOf(image, 'alt') ?? '';
    return { line: 1, file: { text, line: 1 }, ...given('alt', alt === '' ? undefined : alt) };
  });
}
