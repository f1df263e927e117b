import { createHash } from 'node:crypto';
import { privateKeyOfMedia } from '#domain/formats/conversion.ts';
import { picturesOf, type Content, type ContentPicture, type PictureFile } from '#domain/release/content.ts';
import type { Head } from '#domain/release/head.ts';
import { isReadable } from '#domain/site/release-view.ts';
import { untilWritten } from '#platform/until-written.ts';
import type { IngestDeps } from './ingest-deps.ts';

/** No newsroom has this id; a picture that two newsrooms show is one object. */
const EVERYWHERE = 'network';
/** A picture of more releases than this is a mark of the house; it stays. */
const MOST_USERS = 500;
const AT_ONCE = 25;
/** Short, though a picture never changes: once it is taken away the edge and browsers must forget it. */
const CACHE = 'public, max-age=300';

type Deps = Pick<IngestDeps, 'receipts' | 'site' | 'sources' | 'releases' | 'countRepair'>;

/**
 * Copies what a readable release shows to the public bucket, before the page that shows it (ADR 30). Who uses a picture is
 * written first; LATEST is read again afterwards, so that a release that was taken back, or that shows another picture,
 * meanwhile leaves none behind.
 */
export async function publishMedia(
  deps: Deps,
  releaseId: string,
  content: Content | undefined,
  look: boolean,
): Promise<void> {
  const pictures = content === undefined ? [] : picturesOf(content);
  if (pictures.length === 0) return;
  for (const picture of pictures) {
    await noteUser(deps, picture, releaseId);
    for (const file of filesOf(picture)) await copy(deps, file, look);
  }
  const shown = await shownBy(deps, [releaseId]);
  for (const picture of pictures) if (!shown.has(claimOf(picture))) await removeUnused(deps, picture);
}

/**
 * Takes away the pictures of earlier versions that the standing one shows no more, once its page stands without them:
 * whoever takes a picture back wants it gone (ADR 30). The JSON of an earlier version keeps its address, which leads
 * nowhere. A look counts what it finds as a repair.
 */
export async function forgetMedia(deps: Deps, { releaseId, chain }: Head, look: boolean): Promise<void> {
  const earlier = chain.slice(0, -1).map(({ version }) => ({ releaseId, version }));
  if (earlier.length === 0) return;
  const versions = await deps.releases.getVersions(earlier);
  const pictures = new Map(
    versions
      .flatMap(({ content }) => (content === undefined ? [] : picturesOf(content)))
      .map((picture) => [claimOf(picture), picture] as const),
  );
  if (pictures.size === 0) return;
  const shown = await shownBy(deps, [releaseId]);
  for (const [claim, picture] of pictures) {
    if (!shown.has(claim) && (await removeUnused(deps, picture)) && look) deps.countRepair('picture');
  }
}

/**
 * Takes away the pictures of every version of a release that is no longer readable, save those that another one that is
 * shows too. Gives the keys of all of them. Every version is read, by the number, since what must not be seen is not left to
 * `forgetMedia`: it knows the newest links of the chain, and where more versions than these were folded at once, one that
 * was public is beyond them.
 */
export async function withdrawMedia(deps: Deps, { releaseId, version: newest }: Head): Promise<string[]> {
  const keys = new Set<string>();
  for (let last = newest; last > 0; last -= AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, last) }, (_, index) => last - index);
    const versions = await deps.releases.getVersions(numbers.map((version) => ({ releaseId, version })));
    for (const picture of versions.flatMap(({ content }) =>
      content === undefined ? [] : picturesOf(content),
    )) {
      if (picture.file !== undefined && keys.has(picture.file.key)) continue;
      await removeUnused(deps, picture);
      for (const { key } of filesOf(picture)) keys.add(key);
    }
  }
  return [...keys];
}

/** Taken away, then asked again: whoever began to use it between the two finds it back. Whether it went. */
async function removeUnused(deps: Deps, picture: ContentPicture): Promise<boolean> {
  const files = filesOf(picture);
  const putBack = async (): Promise<false> => {
    for (const file of files) await copy(deps, file, false);
    return false;
  };
  if (await isUsed(deps, picture)) return putBack();
  let isGone = false;
  for (const { key } of files) {
    if ((await deps.site.head(key)) === undefined) continue;
    await deps.site.remove(key);
    isGone = true;
  }
  return (await isUsed(deps, picture)) ? putBack() : isGone;
}

async function copy(deps: Deps, file: PictureFile, look: boolean): Promise<void> {
  if ((await deps.site.head(file.key)) !== undefined) return;
  const made = await deps.receipts.get(privateKeyOfMedia(file.key));
  if (made === undefined) throw new Error(`${privateKeyOfMedia(file.key)} is not in the drop bucket.`);
  const object = { body: made.body, contentType: file.type, cacheControl: CACHE };
  const { written } = await deps.site.put(file.key, object, 'ifAbsent');
  if (look && written === 'written') deps.countRepair('picture');
}

async function isUsed(deps: Deps, picture: ContentPicture): Promise<boolean> {
  const claim = await deps.sources.getClaim(claimOf(picture), EVERYWHERE);
  if (claim === undefined) return false;
  const users = [claim.releaseId, ...(claim.others ?? [])].toReversed();
  if (users.length > MOST_USERS) return true;
  for (let at = 0; at < users.length; at += AT_ONCE) {
    if ((await shownBy(deps, users.slice(at, at + AT_ONCE))).has(claimOf(picture))) return true;
  }
  return false;
}

/** What readers see of pictures in some releases now, by the claims of the pictures. */
async function shownBy({ releases }: Deps, releaseIds: readonly string[]): Promise<Set<string>> {
  const heads = (await releases.getHeads(releaseIds)).filter(isReadable);
  const standing = heads.map(({ releaseId, contentVersion }) => ({ releaseId, version: contentVersion }));
  const contents = await releases.getVersions(standing);
  return new Set(
    contents.flatMap(({ content }) => (content === undefined ? [] : picturesOf(content).map(claimOf))),
  );
}

async function noteUser({ sources }: Deps, picture: ContentPicture, releaseId: string): Promise<void> {
  const hash = claimOf(picture);
  await untilWritten(hash, async () => {
    const claim = await sources.getClaim(hash, EVERYWHERE);
    const { others = [], rev = 0 } = claim ?? {};
    if (claim?.releaseId === releaseId || others.includes(releaseId) || others.length >= MOST_USERS)
      return 'done';
    const next =
      claim === undefined
        ? { hash, newsroom: EVERYWHERE, releaseId, rev: 1 }
        : { ...claim, others: [...others, releaseId], rev: rev + 1 };
    return (await sources.putClaim(next, rev)) === 'written' ? 'done' : undefined;
  });
}

/** What releases that show the same picture meet by. */
function claimOf({ file }: ContentPicture): string {
  return createHash('sha256').update(`media ${file?.key}`).digest('hex');
}

function filesOf({ file, renditions = [] }: ContentPicture): PictureFile[] {
  return renditions.length > 0 || file === undefined ? renditions : [file];
}
