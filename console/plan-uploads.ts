/** What of a chosen file matters for where it goes. */
export type Named = { name: string };
/** One object to put: a file as it is, or a text with its pictures in a ZIP. */
export type Planned<F extends Named> = { name: string; files: readonly F[] };

const PICTURE = /\.(?:jpe?g|png|webp|gif|svg|heic|tiff?|bmp|avif)$/i;

/**
 * What becomes of the files that were chosen together. A text with pictures is one release and goes as a ZIP under the
 * text's name; without pictures each file goes alone. Of several texts nobody could say whose the pictures are: a
 * sentence for the person.
 */
export function planUploads<F extends Named>(
  files: readonly F[],
): readonly Planned<F>[] | { trouble: string } {
  const pictures = files.filter(({ name }) => PICTURE.test(name));
  const texts = files.filter(({ name }) => !PICTURE.test(name));
  const [text] = texts;
  if (pictures.length === 0 || text === undefined) {
    return files.map((file) => ({ name: file.name, files: [file] }));
  }
  if (texts.length > 1) {
    return {
      trouble: `There are ${texts.length} texts and ${pictures.length === 1 ? 'one picture' : `${pictures.length} pictures`}. Drop each text together with its own pictures.`,
    };
  }
  if (/\.(?:zip|eml)$/i.test(text.name)) {
    return {
      trouble: `${text.name} brings its own pictures. Put these into it, or drop them together with a text instead.`,
    };
  }
  return [{ name: `${text.name.replace(/\.[^.]+$/, '')}.zip`, files: [text, ...pictures] }];
}
