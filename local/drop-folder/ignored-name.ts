/** What editors, mail programs and systems leave beside the file that somebody saves. */
const IGNORED: readonly RegExp[] = [
  /^\./, // dotfiles: .DS_Store, .#lock, .~lock.x.docx#, vim's .x.swp
  /^~\$/, // Office: the owner of an open document
  /~$/, // backups
  /^#.*#$/, // Emacs: autosave
  /^4913$/, // vim: may a file be made here?
  /^Thumbs\.db$/i,
  /^desktop\.ini$/i,
  /\.(filepart|part|partial|crdownload|tmp|temp|swp|swx|bak)$/i,
  /\.sb-[0-9a-f]+-\w+$/i, // macOS: safe save
];

/** Whether a file or folder of this name is nobody's release. */
export const isIgnoredName = (name: string): boolean => IGNORED.some((pattern) => pattern.test(name));
