import { decodeText } from '#domain/formats/decode-text.ts';
import { parseDropKey } from '#domain/formats/key.ts';
import { pictureKind } from '#domain/formats/picture-kind.ts';
import { readUpload } from '#domain/formats/read-upload.ts';
import type { Finding } from '#domain/receipt/finding.ts';
import { openWord } from './open-word.ts';
import { refused, type Opened } from './opened.ts';
import { fileName, namedFrom } from './tell-apart.ts';
import { unpackZip, type ZipEntry } from './unpack-zip.ts';

const TEXT_NAME = /\.(?:md|markdown|txt|text|html?|json|xml|docx)$/i;
const MAX_ALIKE = 5;

/** Opens a ZIP of one text and its pictures; a text in Word is opened too, any deeper ZIP is not. */
export async function openFolder(all: readonly ZipEntry[]): Promise<Opened> {
  const entries = all.filter(({ name }) => isMeant(name));
  const pictures = entries.filter(({ name, bytes }) => pictureKind(bytes, name) !== undefined);
  const others = entries.filter((entry) => !pictures.includes(entry));
  const [text, second] = textsOf(others);
  if (text === undefined) return refused({ code: 'E_ZIP_NO_TEXT' });
  if (second !== undefined)
    return refused({ code: 'E_ZIP_TEXTS', found: `${text.name}, ${second.name}`.slice(0, 120) });
  const left: Finding[] = others
    .filter((entry) => entry !== text)
    .slice(0, MAX_ALIKE)
    .map(({ name }) => ({ code: 'W_ATTACHMENT_LEFT', found: name.slice(0, 120) }));
  const opened = await openText(text);
  const beside = namedFrom(text.name, pictures);
  return { ...opened, findings: [...opened.findings, ...left], pictures: [...opened.pictures, ...beside] };
}

/** The texts of a folder; one that is called release is the one that is meant. */
function textsOf(entries: readonly ZipEntry[]): ZipEntry[] {
  const texts = entries.filter(({ name }) => TEXT_NAME.test(name) && !/^readme/i.test(fileName(name)));
  const named = texts.filter(({ name }) => /^(?:release|rilis)\./i.test(fileName(name)));
  return named.length === 1 ? named : texts;
}

async function openText({ name, bytes }: ZipEntry): Promise<Opened> {
  if (/\.docx$/i.test(name)) {
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
