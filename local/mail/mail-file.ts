/** A mail as it was taken for delivery. */
export type OutgoingMail = { id: string; from: string; to: readonly string[]; subject: string; text: string };

const LINE = 76;
/** Bytes that an encoded word has room for (RFC 2047 §2: 75 characters), in whole characters. */
const WORD_BYTES = 42;

/** The mail as an Internet message (RFC 5322, RFC 2045 §6.8, RFC 2047). What its author wrote cannot end a header. */
export function mailFile({ id, from, to, subject, text }: OutgoingMail, atMs: number): string {
  const encoded = Buffer.from(text.replaceAll(/\r?\n/g, '\r\n')).toString('base64');
  return [
    `Date: ${new Date(atMs).toUTCString().replace('GMT', '+0000')}`,
    `From: ${oneLine(from)}`,
    `To: ${to.map(oneLine).join(', ')}`,
    `Message-ID: <${id}@presswire.invalid>`,
    `Subject: ${headerText(oneLine(subject))}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...(encoded.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []),
    '',
  ].join('\r\n');
}

function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').trim();
}

function headerText(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const words = [''];
  for (const character of text) {
    const last = words.at(-1) ?? '';
    if (Buffer.byteLength(last + character) > WORD_BYTES) words.push(character);
    else words[words.length - 1] = last + character;
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}
