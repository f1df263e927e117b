import { feedsOf } from '#domain/feed/feed-id.ts';
import { parseDropKey } from '#domain/formats/key.ts';
import { settlePictures } from '#domain/formats/settle-pictures.ts';
import { hashesOf } from '#domain/release/content-hash.ts';
import { picturesOf, picturesOn, type Content } from '#domain/release/content.ts';
import type { Draft } from '#domain/release/draft.ts';
import type { Head } from '#domain/release/head.ts';
import { compareInstants, laterInstant } from '#domain/release/instant.ts';
import type { Newsroom } from '#domain/release/newsroom.ts';
import { headWithVersion, withContent } from '#domain/release/next-head.ts';
import { needsReview } from '#domain/release/review.ts';
import { untilWritten } from '#platform/until-written.ts';
import { carryOutEffects } from './carry-out-effects.ts';
import { findPictures, type PicturesOfText } from './find-pictures.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { putChangedHead } from './put-head.ts';
import { putVersion } from './put-version.ts';
import { readVersion } from './read-version.ts';

/**
 * Makes the release of a text follow its pictures (ADR 30): what came, changed or went after the text is a minor version
 * with the same words, on `rev`. Nothing happens to a release that is withdrawn or killed, or whose words are no longer
 * those of the text; and where a second person approves (ADR 31), no picture comes that nobody has approved with its text.
 */
export async function followPictures(deps: IngestDeps, textKey: string, wake: Wake): Promise<void> {
  const releaseId = (await deps.sources.getSource(textKey))?.releaseId;
  if (releaseId === undefined) return;
  await lookAtPictures(deps, releaseId, wake);
  await carryOutEffects(deps, releaseId, wake);
}

/** The same for a release, without its effects; `changed` where the pictures made a version. */
export async function lookAtPictures(
  deps: IngestDeps,
  releaseId: string,
  wake: Wake,
): Promise<'changed' | 'done'> {
  return untilWritten(releaseId, () => followOnce(deps, releaseId, wake));
}

async function followOnce(
  deps: IngestDeps,
  releaseId: string,
  wake: Wake,
): Promise<'changed' | 'done' | undefined> {
  const head = await deps.releases.getHead(releaseId);
  if (head === undefined || head.state === 'withdrawn' || head.state === 'killed') return 'done';
  const now = await shownNow(deps, head);
  if (now === undefined || now.newest === undefined) return 'done';
  const feeds = feedsOf({ ...now.draft, newsroom: head.newsroom });
  const { hash, textHash } = hashesOf(now.draft, feeds);
  if (hash === head.hash || textHash !== head.textHash) return 'done';
  const standing = (await deps.releases.getVersion(releaseId, head.contentVersion))?.content;
  if (standing === undefined || showsSame(standing, now.draft)) return 'done';
  const isUnseen = picturesOf(now.draft).some(
    ({ sha256 }) => !picturesOf(standing).some((one) => one.sha256 === sha256),
  );
  if (isUnseen && needsReview(now.newsroom, now.newest.at)) return 'done';
  const { key, versionId, at } = now.newest;
  const content = withPicturesOf(standing, now.draft);
  const change = { state: head.state, kind: 'minor', at: laterInstant(at, head.uploadedAt) } as const;
  const version = await putVersion(deps.releases, head.version, (number) => ({
    ...change,
    releaseId,
    version: number,
    prev: head.version,
    contentVersion: number,
    origin: { by: 'picture', key, versionId },
    hash,
    textHash,
    content,
    ...(head.expires === undefined ? {} : { expires: head.expires }),
  }));
  const changed = withContent(head, content, {
    hash,
    textHash,
    feeds: head.feeds,
    contentVersion: version.version,
  });
  const next = headWithVersion(changed, { version: version.version, ...change });
  return (await putChangedHead(deps, next, wake)) === 'written' ? 'changed' : undefined;
}

type Shown = { draft: Draft; newsroom: Newsroom } & Pick<PicturesOfText, 'newest'>;

/** The text that stands, read again with the pictures that are there now. */
async function shownNow(deps: IngestDeps, head: Head): Promise<Shown | undefined> {
  const key = speakingKey(head);
  const place = parseDropKey(key ?? '');
  const newsroom = await deps.newsrooms.getNewsroom(head.newsroom);
  if (key === undefined || place.kind !== 'incoming' || newsroom === undefined) return undefined;
  const versions = await deps.drop.listVersions(key);
  const version = versions.find(({ versionId }) => versionId === head.sources[key]?.versionId);
  if (version === undefined || version.marker) return undefined;
  const upload = { key, newsroomId: newsroom.id, path: place.path, version, versions };
  const read = await readVersion(deps, upload, newsroom);
  if (read === 'waits' || 'picture' in read || read.settled || read.draft === undefined) return undefined;
  const found = await findPictures(deps, { key, newsroom: newsroom.id, path: place.path }, read.pictures);
  const { draft } = settlePictures(read, found);
  return draft && { draft, newsroom, ...(found.newest === undefined ? {} : { newest: found.newest }) };
}

/** The key whose content stands, while it lives; else the newest that does. */
function speakingKey({ upload, sources }: Head): string | undefined {
  if (sources[upload.key]?.live === true) return upload.key;
  const living = Object.entries(sources).filter(([, { live }]) => live);
  return living.toSorted(([, a], [, b]) => compareInstants(b.at, a.at))[0]?.[0];
}

function showsSame(a: Content, b: Content): boolean {
  return JSON.stringify(picturesOn(a)) === JSON.stringify(picturesOn(b));
}

function withPicturesOf(standing: Content, now: Content): Content {
  const { picture: _picture, pictures: _pictures, ...rest } = standing;
  return { ...rest, ...picturesOn(now) };
}
