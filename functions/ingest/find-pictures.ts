import { conversionKey, conversionSchema, type ConvertedPicture } from '#domain/formats/conversion.ts';
import {
  commonStem,
  folderOf,
  pictureKeyOf,
  picturesCalledAs,
  standingIn,
  textsCalledAs,
} from '#domain/formats/picture-key.ts';
import type { JudgedText } from '#domain/formats/settle-pictures.ts';
import { compareInstants } from '#domain/release/instant.ts';
import type { DropVersion } from '#ports/drop-bucket.ts';
import { untilWritten } from '#platform/until-written.ts';
import type { IngestDeps } from './ingest-deps.ts';

/** As many as convert takes out of a container. */
const MAX_PICTURES = 10;
/** A picture that more texts name than this is a mark of the house; the last of them follow it. */
const MAX_TEXTS = 50;
/** A folder that holds more than one release's files is no release's folder. */
const MAX_FOLDER = 100;
const MAX_FOLDER_TEXTS = 5;
/** Names that begin alike, of which some are one text's pictures. */
const MAX_ALIKE = 300;

type Deps = Pick<IngestDeps, 'drop' | 'sources' | 'receipts'>;
/** Where a file stands: below `incoming/`, or `check/` for what is only looked at. */
type Place = { newsroom: string; path: string; root?: 'incoming' | 'check' };

/** The pictures of a text: those that are there, the names of those that are not, and what of all this is newest. */
export type PicturesOfText = {
  named: Map<string, ConvertedPicture>;
  beside: ConvertedPicture[];
  awaited: string[];
  newest?: { key: string } & Pick<DropVersion, 'versionId' | 'at'>;
};

/**
 * Finds what a text shows (ADR 30): the pictures that it names; without a name those that are called as it is; without
 * these, in a folder of one text, all that stand there. Each named key is told first which text asks for it, and read
 * afterwards: either this reads the picture, or whoever brings the picture reads the name. Without `notes` it only looks.
 */
export async function findPictures(
  deps: Deps,
  text: Place & { key: string },
  said: JudgedText['pictures'],
  { notes } = { notes: true },
): Promise<PicturesOfText> {
  const names = said.flatMap(({ file }) => {
    const key = file && pictureKeyOf(text, file.text);
    return file === undefined || key === undefined ? [] : [{ name: file.text, key }];
  });
  const found: PicturesOfText = { named: new Map(), beside: [], awaited: [] };
  for (const { name, key } of names.slice(0, MAX_PICTURES)) {
    if (notes) await noteText(deps, key, text.key);
    const picture = await readPicture(deps, key, found);
    if (picture === 'absent') found.awaited.push(name);
    else if (picture !== 'refused') found.named.set(name, picture);
  }
  if (names.length > 0) return found;
  for (const path of (await pathsBeside(deps, text)).slice(0, MAX_PICTURES)) {
    const picture = await readPicture(deps, `${folderOfNewsroom(text)}${path}`, found, 'if-living');
    if (picture === 'absent') found.awaited.push(path.slice(folderOf(path).length));
    else if (picture !== 'refused') found.beside.push(picture);
  }
  return found;
}

/** The keys of texts that may show a picture: those that named it, and those beside which it stands. */
export async function findTexts(deps: Deps, picture: Place & { key: string }): Promise<string[]> {
  const noted = (await deps.sources.getSource(picture.key))?.texts ?? [];
  const paths = await listPaths(deps, picture);
  const called = textsCalledAs(picture.path, paths.alike);
  const beside = called.length > 0 ? called : await onlyText(deps, picture, paths.folder);
  return [...new Set([...noted, ...beside.map((path) => `${folderOfNewsroom(picture)}${path}`)])];
}

async function pathsBeside(deps: Deps, text: Place): Promise<string[]> {
  const paths = await listPaths(deps, text);
  const called = picturesCalledAs(text.path, paths.alike);
  if (called.length > 0) return called;
  const [only] = await onlyText(deps, text, paths.folder);
  return only === text.path ? standingIn(folderOf(text.path), paths.folder).pictures : [];
}

/** The one living text of a folder below a newsroom's own. */
async function onlyText(deps: Deps, place: Place, folder: readonly string[]): Promise<string[]> {
  const { texts } = standingIn(folderOf(place.path), folder);
  if (texts.length === 0 || texts.length > MAX_FOLDER_TEXTS) return [];
  const living: string[] = [];
  for (const text of texts) {
    const newest = (await deps.drop.listVersions(`${folderOfNewsroom(place)}${text}`)).at(-1);
    if (newest !== undefined && !newest.marker) living.push(text);
  }
  return living.length === 1 ? living : [];
}

/** What stands in a file's folder, if that is one release's; and what begins as the file is called. */
async function listPaths(deps: Deps, place: Place): Promise<{ folder: string[]; alike: string[] }> {
  const { path } = place;
  const root = folderOfNewsroom(place);
  const list = async (prefix: string, limit: number): Promise<string[]> =>
    (await deps.drop.listNewest(`${root}${prefix}`, { limit })).map(({ key }) => key.slice(root.length));
  const folder = folderOf(path);
  const all = folder === '' ? [] : await list(folder, MAX_FOLDER + 1);
  if (folder !== '' && all.length <= MAX_FOLDER) return { folder: all, alike: all };
  return { folder: [], alike: await list(commonStem(path), MAX_ALIKE) };
}

function folderOfNewsroom({ newsroom, root = 'incoming' }: Place): string {
  return `${root}/${newsroom}/`;
}

async function readPicture(
  deps: Deps,
  key: string,
  found: PicturesOfText,
  condition?: 'if-living',
): Promise<ConvertedPicture | 'absent' | 'refused'> {
  const version = (await deps.drop.listVersions(key)).at(-1);
  if (version === undefined) return condition === undefined ? 'absent' : 'refused';
  const { versionId, at, marker } = version;
  if (isNewer({ key, at }, found.newest)) found.newest = { key, versionId, at };
  if (marker) return condition === undefined ? 'absent' : 'refused';
  const conversion = await deps.receipts.get(conversionKey(key, versionId));
  if (conversion === undefined) return 'absent';
  const { reading, pictures } = conversionSchema.parse(JSON.parse(new TextDecoder().decode(conversion.body)));
  return (reading === undefined ? pictures[0] : undefined) ?? 'refused';
}

function isNewer(a: { key: string; at: string }, b: { key: string; at: string } | undefined): boolean {
  if (b === undefined) return true;
  const order = compareInstants(a.at, b.at);
  return order > 0 || (order === 0 && a.key > b.key);
}

async function noteText({ sources }: Pick<Deps, 'sources'>, key: string, textKey: string): Promise<void> {
  await untilWritten(key, async () => {
    const source = await sources.getSource(key);
    const { texts = [], rev = 0 } = source ?? {};
    if (texts.includes(textKey)) return 'done';
    const next = { ...source, key, rev: rev + 1, texts: [...texts, textKey].slice(-MAX_TEXTS) };
    return (await sources.putSource(next, rev)) === 'written' ? 'done' : undefined;
  });
}
