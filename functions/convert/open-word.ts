import mammoth from 'mammoth';
import { readWordPage } from '#domain/formats/word-page.ts';
import { checkWordParts } from '#domain/formats/word-parts.ts';
import { ifReadable } from './if-readable.ts';
import { refused, type Opened, type PackedFile } from './opened.ts';
import { packZip } from './pack-zip.ts';
import type { ZipEntry } from './unpack-zip.ts';

const STYLES = [
  "p[style-name='Title'] => h1.title:fresh",
  "p[style-name='Subtitle'] => p.subtitle:fresh",
  "p[style-name='Caption'] => p.caption:fresh",
  "p[style-name='caption'] => p.caption:fresh",
];
/** What of a Word file is looked at; the rest (settings, themes, embedded files) is not given to the library. */
const PARTS =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:document|styles|numbering|footnotes|endnotes)\.xml|word\/_rels\/[\w.]+\.rels|word\/media\/.*)$/i;

/** Opens a Word file (.docx) that was unpacked: its text by mammoth, from a copy of the parts that were looked at. */
export async function openWord(entries: readonly ZipEntry[]): Promise<Opened> {
  const parts = entries.filter(({ name }) => PARTS.test(name));
  const faults = checkWordParts(
    entries.map(({ name, bytes }) => ({
      name,
      xml: PARTS.test(name) && /\.(?:xml|rels)$/i.test(name) ? bytes.toString('utf8') : undefined,
    })),
  );
  if (faults.length > 0) return refused(...faults);
  const pictures: PackedFile[] = [];
  const convertImage = mammoth.images.imgElement(async (image) => {
    const name = `picture-${pictures.length + 1}`;
    pictures.push({ name, bytes: Buffer.from(await image.readAsArrayBuffer()) });
    return { src: name };
  });
  const options = {
    styleMap: STYLES,
    includeEmbeddedStyleMap: false,
    externalFileAccess: false,
    convertImage,
  };
  const buffer = packZip(parts);
  const made = await ifReadable(() => mammoth.convertToHtml({ buffer }, options));
  if (made === undefined) return refused({ code: 'E_WORD_BROKEN', found: 'word/document.xml' });
  return { ...readWordPage(made.value), pictures };
}
