import { ARCHIVE_SIZE } from '#domain/feed/archive.ts';
import type { FeedState } from '#domain/feed/feed-entry.ts';
import { archiveFeed } from '#domain/feed/feed-id.ts';
import { FEED_FORMATS, feedKey } from '#domain/site/paths.ts';
import { bringUpToDate, type Asked, type Build, type Outcome } from './bring-up-to-date.ts';
import { builtFeed, rendered } from './build-feed-documents.ts';
import type { PublishDeps } from './publish-deps.ts';
import { readEntries } from './read-entries.ts';

/** Makes one archive document of a feed (RFC 5005 §4), in all formats, follow the entries that were put into it. */
export async function publishArchive(
  deps: PublishDeps,
  feedId: string,
  number: number,
  { look }: Asked,
): Promise<Outcome> {
  const stateId = archiveFeed(feedId, number);
  return bringUpToDate(
    deps,
    {
      stateId,
      keys: FEED_FORMATS.map((format) => feedKey(stateId, format)),
      build: (state) => build(deps, stateId, number, state),
    },
    // Only its feed's build asks for it, which has found that something changed.
    { look, sentAtMs: Number.POSITIVE_INFINITY, firstReceivedAtMs: 0 },
  );
}

async function build(
  deps: PublishDeps,
  stateId: string,
  number: number,
  state: FeedState | undefined,
): Promise<Build | undefined> {
  const entries = await readEntries(deps, stateId, 2 * ARCHIVE_SIZE);
  const olderArchive = number > 1 ? number - 1 : undefined;
  const built = await builtFeed(deps, { feedId: stateId, entries, state, olderArchive });
  const documents = rendered(deps, built);
  return documents && { documents, updatedAt: built.feed.updatedAt, stale: built.stale };
}
