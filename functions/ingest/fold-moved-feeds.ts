import { movedFeedObjects, movedFeedsPlaceOf, readMovedFeeds } from '#domain/site/moved-feeds.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { markTaken } from './mark-taken.ts';

const MAX_BYTES = 16 * 1024;

/**
 * Lets the feeds of the site that a newsroom's archive comes from lead to the newsroom's feed (ADR 29). An address that
 * something stands at already is left to it; only the object's first version counts.
 */
export async function foldMovedFeeds(deps: IngestDeps, key: string): Promise<void> {
  const version = (await deps.drop.listVersions(key))[0];
  if (version === undefined || version.marker) return;
  if ((await deps.sources.getSource(key))?.taken !== undefined) return;
  if ((await publishMovedFeeds(deps, key)) === 'unreadable') {
    await deps.prompts.send('uploadsDead', [{ prompt: 'key', key }]);
  }
  await markTaken(deps, key, version, [version]);
}

/** The same, taken or not. */
export async function publishMovedFeeds(
  deps: Pick<IngestDeps, 'drop' | 'newsrooms' | 'site'>,
  key: string,
): Promise<'published' | 'unreadable'> {
  const version = (await deps.drop.listVersions(key))[0];
  const place = movedFeedsPlaceOf(key);
  const newsroom = place && (await deps.newsrooms.getNewsroom(place.newsroom));
  if (newsroom === undefined || version === undefined || version.marker) return 'unreadable';
  const bytes = await deps.drop.read(key, version.versionId, MAX_BYTES);
  const moved = bytes && readMovedFeeds(bytes);
  if (moved === undefined) return 'unreadable';
  for (const [at, object] of movedFeedObjects(newsroom.id, moved.from)) {
    await deps.site.put(at, object, 'ifAbsent');
  }
  return 'published';
}
