import { parseDropKey } from './key.ts';

const PICTURE = /\.(?:jpe?g|png|webp|gif)$/i;
const TEXT = /\.(?:md|markdown|txt|text|html?|json|xml|docx|eml)$/i;
/** `story-2.jpg` belongs to `story.md` as `story.jpg` does. */
const NUMBER = /[-_ ]\d{1,2}$/;

/** Whether a name says that a file is a picture of a kind that is taken. */
export function isPictureName(name: string): boolean {
  return PICTURE.test(name);
}

/**
 * The key of the picture that a text names: relative to the text's folder, or with a slash in front to its newsroom's.
 * Undefined for an address, for what is no picture by its name, and for what would leave the newsroom.
 */
export function pictureKeyOf(
  text: { newsroom: string; path: string; root?: 'incoming' | 'check' },
  name: string,
): string | undefined {
  const written = decoded(name).replaceAll('\\', '/').trim();
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(written) || !isPictureName(written)) return undefined;
  const segments = written.startsWith('/') ? [] : folderOf(text.path).split('/').filter(Boolean);
  for (const segment of written.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  const { root = 'incoming' } = text;
  const key = `${root}/${text.newsroom}/${segments.join('/')}`;
  return parseDropKey(key).kind === root ? key : undefined;
}

/** The folder of a path with a slash at its end; empty at the top. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** A path without the ending of its file; a picture's without its number too. */
export function commonStem(path: string): string {
  const stem = stemOf(path);
  return isPictureName(path) ? stem.replace(NUMBER, '') : stem;
}

/** The pictures among `paths` that are called as a text is, `story.jpg` before `story-2.jpg`. */
export function picturesCalledAs(text: string, paths: readonly string[]): string[] {
  return paths.filter((path) => textsCalledAs(path, [text, ...paths]).includes(text)).toSorted(byNumber);
}

/** The texts among `paths` that a picture is called as; `story-2.jpg` is not `story.md`'s where there is a `story-2.md`. */
export function textsCalledAs(picture: string, paths: readonly string[]): string[] {
  if (!isPictureName(picture)) return [];
  const texts = [...new Set(paths)].filter(isText);
  const exact = texts.filter((text) => stemOf(text) === stemOf(picture));
  return exact.length > 0 ? exact : texts.filter((text) => stemOf(text) === commonStem(picture));
}

/** Whether a name is that of the details of a text beside it, where there is one. */
export function isDetailsName(path: string): boolean {
  return /(?:^|\/)release\.json$/i.test(path);
}

/** The texts and the pictures that stand in a folder itself, not below it; details are a text only alone. */
export function standingIn(
  folder: string,
  paths: readonly string[],
): { texts: string[]; pictures: string[] } {
  const own = paths.filter((path) => folderOf(path) === folder);
  const texts = own.filter(isText);
  const others = texts.filter((path) => !isDetailsName(path));
  return { texts: others.length > 0 ? others : texts, pictures: own.filter(isPictureName).toSorted() };
}

function isText(path: string): boolean {
  return TEXT.test(path) && !/(?:^|\/)readme\.\w+$/i.test(path);
}

function stemOf(path: string): string {
  return path.replace(/([^/])\.[^./]*$/u, '$1');
}

function byNumber(a: string, b: string): number {
  return numberOf(a) - numberOf(b) || (a < b ? -1 : Number(a > b));
}

function numberOf(path: string): number {
  return Number(/\d{1,2}$/.exec(NUMBER.exec(stemOf(path))?.[0] ?? '')?.[0] ?? 0);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
