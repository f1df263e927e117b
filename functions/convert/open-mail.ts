import PostalMime, { type Attachment } from 'postal-mime';
import { readMail } from '#domain/formats/mail-reading.ts';
import { pictureKind } from '#domain/formats/picture-kind.ts';
import type { Finding } from '#domain/receipt/finding.ts';
import { ifReadable } from './if-readable.ts';
import { refused, type Opened } from './opened.ts';
import { numbered } from './tell-apart.ts';

const LIMITS = { maxNestingDepth: 16, maxHeadersSize: 256 * 1024 };
const MAX_ALIKE = 5;

/** Opens a mail (RFC 5322, MIME): its text, and the pictures in it and beside it. */
export async function openMail(bytes: Buffer): Promise<Opened> {
  // It throws for what goes beyond its limits.
  const mail = await ifReadable(() => PostalMime.parse(bytes, LIMITS));
  if (mail === undefined) return refused({ code: 'E_MAIL_BROKEN' });
  const names = numbered(mail.attachments.map(({ filename }, index) => filename ?? `picture-${index + 1}`));
  const named = mail.attachments.map((attachment, index) => ({
    attachment,
    file: { name: names[index] ?? '', bytes: bytesOf(attachment) },
  }));
  const pictures = named.filter(({ file }) => pictureKind(file.bytes, file.name) !== undefined);
  const others = named.filter(({ file }) => pictureKind(file.bytes, file.name) === undefined);
  const read = readMail({
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? '',
    headers: new Map(mail.headers.map(({ key, value }) => [key.toLowerCase(), value])),
    html: mail.html ?? '',
    text: mail.text ?? '',
    pictures: new Map(
      pictures.map(({ attachment, file }) => [(attachment.contentId ?? '').replace(/^<|>$/g, ''), file.name]),
    ),
  });
  const left: Finding[] = others
    .slice(0, MAX_ALIKE)
    .map(({ file }) => ({ code: 'W_ATTACHMENT_LEFT', found: file.name.slice(0, 120) }));
  return { ...read, findings: [...read.findings, ...left], pictures: pictures.map(({ file }) => file) };
}

function bytesOf({ content }: Attachment): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
}
