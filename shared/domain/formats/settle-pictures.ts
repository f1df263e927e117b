import { cleanPlainText } from '../html/plain-text.ts';
import { withFigures, withoutNamedPictures, withPictures } from '../html/media-figure.ts';
import type { Finding } from '../receipt/finding.ts';
import type { ContentPicture } from '../release/content.ts';
import type { Draft } from '../release/draft.ts';
import { publicMediaKey, type ConvertedPicture, type Rendition } from './conversion.ts';
import { given } from './given.ts';
import type { SaidPicture } from './reading.ts';
import { missingPictures, wordsOf } from './said-picture.ts';

/** Cameras and agencies write whole articles into their files. */
const MAX_OWN_CHARACTERS = 500;

/** A text whose pictures are still to be found: `pictures` are those that it speaks of, the lead first. */
export type JudgedText = { draft?: Draft; pictures: SaidPicture[]; findings: Finding[] };

/** The pictures that were found: by the name that the text gives them, and those that came beside it unnamed. */
export type FoundPictures = {
  named: ReadonlyMap<string, ConvertedPicture>;
  beside: readonly ConvertedPicture[];
};

/**
 * Gives a draft its pictures. The first that was found is the lead, which stands above the text; the others stand where the
 * text names them, else behind it. What the text says of a picture goes before what its file says. One that is not there
 * is a finding and leaves nothing in the text.
 */
export function settlePictures(
  text: JudgedText,
  { named, beside }: FoundPictures,
): Omit<JudgedText, 'pictures'> {
  const { draft, pictures: said } = text;
  if (draft === undefined) return { findings: text.findings };
  const placed = said.flatMap((one) => {
    const file = named.get(one.file?.text ?? '');
    return file === undefined ? [] : [{ said: one, picture: contentPicture(file, wordsOf(one)) }];
  });
  const unnamed = beside.map((file, index) => {
    // Words without a name are those of the picture that came beside the text.
    const words = placed.length === 0 && index === 0 && isNameless(said[0]) ? said[0] : undefined;
    return { said: words, picture: contentPicture(file, wordsOf(words)) };
  });
  const [lead, ...others] = [...placed, ...unnamed];
  if (lead === undefined) return { draft: withoutNames(draft), findings: text.findings };
  const byName = new Map(
    others.flatMap((one) => (one.said?.file === undefined ? [] : [[one.said.file.text, one.picture]])),
  );
  const stands = new Set<ContentPicture>();
  const html = withPictures(draft.bodyHtml, (name) => {
    const picture = byName.get(name);
    if (picture !== undefined) stands.add(picture);
    return picture;
  });
  const behind = others.map(({ picture }) => picture).filter((picture) => !stands.has(picture));
  const pictures = [...stands, ...behind];
  const settled: Draft = {
    ...draft,
    bodyHtml: withFigures(html, behind),
    picture: lead.picture,
    ...(pictures.length === 0 ? {} : { pictures }),
  };
  const found = new Set([...placed, ...unnamed].map((one) => one.said));
  return {
    draft: settled,
    findings: withoutFound(
      text.findings,
      said.filter((one) => found.has(one)),
    ),
  };
}

/** A draft as it is published without any of the pictures that it names. */
export function withoutNames(draft: Draft): Draft {
  return { ...draft, bodyHtml: withoutNamedPictures(draft.bodyHtml) };
}

function isNameless(said: SaidPicture | undefined): boolean {
  return said !== undefined && said.file === undefined;
}

function withoutFound(findings: readonly Finding[], found: readonly SaidPicture[]): Finding[] {
  const taken = new Set(missingPictures(found).map((finding) => finding.found));
  return findings.filter((one) => !(one.code === 'W_PICTURE_MISSING' && taken.has(one.found)));
}

function contentPicture(file: ConvertedPicture, said: ContentPicture | undefined): ContentPicture {
  const jpegs = file.renditions.filter(({ type }) => type === 'image/jpeg');
  const largest = jpegs.toSorted((a, b) => b.width - a.width)[0];
  const own = { caption: file.caption, alt: file.alt, credit: file.credit, rights: file.rights };
  const words = Object.entries(own).flatMap(([name, text]) => {
    const clean = cleanPlainText(text ?? '').slice(0, MAX_OWN_CHARACTERS);
    return clean === '' ? [] : [[name, clean]];
  });
  return {
    ...Object.fromEntries(words),
    ...said,
    sha256: file.sha256,
    ...given('file', largest && publicFile(largest)),
    renditions: file.renditions.map(publicFile),
  };
}

function publicFile({ key, type, bytes, width, height }: Rendition) {
  return { key: publicMediaKey(key), type, bytes, width, height };
}
