import { containerKind } from '#domain/formats/container-kind.ts';
import { decodeText } from '#domain/formats/decode-text.ts';
import { parseDropKey } from '#domain/formats/key.ts';
import { pictureKind } from '#domain/formats/picture-kind.ts';
import { readUpload } from '#domain/formats/read-upload.ts';
import { withDetails } from '#domain/formats/release-details.ts';
import type { Finding } from '#domain/receipt/finding.ts';
import { findText, isPackedWord } from './find-text.ts';
import { openMail } from './open-mail.ts';
import { openWord } from './open-word.ts';
import { refused, type Opened } from './opened.ts';
import { fileName, namedFrom } from './tell-apart.ts';
import { unpackZip, type ZipEntry } from './unpack-zip.ts';

const MAX_ALIKE = 5;

/** Opens a ZIP of one text, its pictures and its details; a Word file or a mail in it is opened too, any deeper ZIP is not. */
export async function openFolder(all: readonly ZipEntry[]): Promise<Opened> {
  const entries = all.filter(({ name }) => isMeant(name));
  const pictures = entries.filter(({ name, bytes }) => pictureKind(bytes, name) !== undefined);
  const others = entries.filter((entry) => !pictures.includes(entry));
  const { texts, details } = findText(others);
  const [text, second] = texts;
  if (text === undefined) return refused({ code: 'E_ZIP_NO_TEXT' });
  if (second !== undefined)
    return refused({ code: 'E_ZIP_TEXTS', found: `${text.name}, ${second.name}`.slice(0, 120) });
  const opened = await openText(text);
  const detailed = details && describedBy(opened, details);
  const left: Finding[] = others
    .filter((entry) => entry !== text && (entry !== details || detailed === undefined))
    .slice(0, MAX_ALIKE)
    .map(({ name }) => ({ code: 'W_ATTACHMENT_LEFT', found: name.slice(0, 120) }));
  const read = detailed ?? opened;
  const beside = namedFrom(text.name, pictures);
  return { ...read, findings: [...read.findings, ...left], pictures: [...opened.pictures, ...beside] };
}

/** Undefined where what is called `release.json` is something else. */
function describedBy(opened: Opened, { bytes }: ZipEntry): Opened | undefined {
  const { text } = decodeText(bytes);
  const described = text === undefined ? undefined : withDetails(opened, text);
  return described && { ...described, pictures: opened.pictures };
}

/** By content, then by name. */
async function openText({ name, bytes }: ZipEntry): Promise<Opened> {
  if (containerKind(bytes) === 'mail') return openMail(bytes);
  if (isPackedWord(bytes)) {
    const unpacked = unpackZip(bytes);
    return 'finding' in unpacked ? refused(unpacked.finding) : openWord(unpacked.entries);
  }
  const decoded = decodeText(bytes);
  if (decoded.text === undefined) return refused(...decoded.findings);
  const read = readUpload(decoded.text, fileName(name));
  return { ...read, findings: [...decoded.findings, ...read.findings], pictures: [] };
}

/** Not what machines leave beside what a person packs. */
function isMeant(name: string): boolean {
  return !/^__MACOSX\//i.test(name) && parseDropKey(`incoming/any/${fileName(name)}`).kind === 'incoming';
}
