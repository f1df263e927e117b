/** First bytes (Latin-1) of what has to be opened before it can be read. */
const ZIP = 'PK\u{3}\u{4}';
const HEADER = /^[\w-]{1,76}:[ \t]/;
/** Fields that only programs write; a text may well begin with `Date:` or `To:`. */
const MAIL_HEADER =
  /^(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID|Content-Type|DKIM-Signature):/im;

const SENDER = /^From:[^\n]*@/im;
const SUBJECT = /^Subject:/im;

/** How much of a file tells what it is. */
export const SNIFFED_BYTES = 4096;

/** Containers are larger than texts: pictures are in them. */
export const MAX_CONTAINER_BYTES = 20 * 1024 * 1024;

/** A ZIP (Word files are ZIPs too) or a mail, by the first bytes of a file; undefined for what is read as it is. */
export function containerKind(bytes: Uint8Array): 'zip' | 'mail' | undefined {
  let start = '';
  for (const byte of bytes.subarray(0, SNIFFED_BYTES)) start += String.fromCharCode(byte);
  if (start.startsWith(ZIP)) return 'zip';
  const [headers = ''] = start.split(/\r?\n\r?\n/, 1);
  const isMail = MAIL_HEADER.test(headers) || (SENDER.test(headers) && SUBJECT.test(headers));
  return HEADER.test(headers) && isMail ? 'mail' : undefined;
}
