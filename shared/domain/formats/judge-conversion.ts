import type { Newsroom } from '../release/newsroom.ts';
import type { Conversion, ConvertedPicture } from './conversion.ts';
import { judgeRead } from './parse-upload.ts';
import { comparedName, comparedPath } from './picture-name.ts';
import { settlePictures, type JudgedText } from './settle-pictures.ts';

/**
 * What comes of a container that convert has opened, as `readDraft` says it of a text. A container's text has no lines
 * that its author could count, unless it was a text file in a ZIP. Pictures that came in it are its pictures; without any,
 * they are still to be found beside it.
 */
export function judgeConversion(
  conversion: Conversion,
  { path, newsroom }: { path: string; newsroom: Newsroom },
): JudgedText {
  const judged = judgeRead(conversion, { path, newsroom });
  const told = new Set(conversion.findings.map(({ found }) => found));
  const findings = judged.findings
    .filter(({ code, found }) => !(code === 'W_PICTURE_MISSING' && told.has(found)))
    .map(({ line, ...finding }) =>
      conversion.watchedLine === undefined || line === undefined ? finding : { ...finding, line },
    );
  const text = { ...judged, findings };
  if (conversion.pictures.length === 0) return text;
  return { ...settlePictures(text, foundIn(conversion.pictures, judged.pictures)), pictures: [] };
}

/** Each name finds one picture, by the way to it if there is such a one, else by its own name; the others came beside. */
function foundIn(came: readonly ConvertedPicture[], said: JudgedText['pictures']) {
  const left = new Set(came);
  const named = new Map<string, ConvertedPicture>();
  for (const sameAs of [comparedPath, comparedName]) {
    for (const { file } of said) {
      if (file === undefined || named.has(file.text)) continue;
      const wanted = sameAs(file.text);
      const picture = [...left].find(({ name }) => sameAs(name) === wanted);
      if (picture === undefined) continue;
      named.set(file.text, picture);
      left.delete(picture);
    }
  }
  return { named, beside: [...left] };
}
