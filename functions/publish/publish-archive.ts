import { archiveFeed, archiveOf, NETWORK_FEED } from '#domain/feed/feed-id.ts';
import { FEED_FORMATS, feedKey, sitemapPartKey, topicKey } from '#domain/site/paths.ts';
import { renderSitemapPart } from '#domain/site/render-sitemap.ts';
import { storedDocument, type StoredDocument } from '#domain/site/stored-document.ts';
import { bringUpToDate, type Asked, type Build, type Outcome, type Shown } from './bring-up-to-date.ts';
import { builtFeed, rendered } from './build-feed-documents.ts';
import { indexDocument, indexOf } from './index-document.ts';
import type { PublishDeps } from './publish-deps.ts';
import { readEntries, type Entries } from './read-entries.ts';

/**
 * Makes one archive document of a feed (RFC 5005 §4), in all formats, follow the entries that were put into it. Once it
 * is closed it stays so: what STATE says of it holds against a builder that has slept.
 */
export async function publishArchive(
  deps: PublishDeps,
  feedId: string,
  { number, closed }: { number: number; closed: boolean },
  { look, repairs = false }: Asked,
): Promise<Outcome> {
  const stateId = archiveFeed(feedId, number);
  return bringUpToDate(
    deps,
    {
      stateId,
      keys: [
        ...FEED_FORMATS.map((format) => feedKey(stateId, format)),
        topicKey(stateId),
        ...(feedId === NETWORK_FEED ? [sitemapPartKey(String(number))] : []),
      ],
      build: (before) =>
        build(deps, stateId, number, { ...before, closed: closed || before.closed === true }),
    },
    // Only its feed's build asks for it, which has found that something changed.
    { look, repairs, sentAtMs: Number.POSITIVE_INFINITY, firstReceivedAtMs: 0, tell: 'nothing' },
  );
}

async function build(
  deps: PublishDeps,
  stateId: string,
  number: number,
  before: Shown & { closed: boolean },
): Promise<Build | undefined> {
  const entries = await readEntries(deps, stateId);
  const olderArchive = number > 1 ? number - 1 : undefined;
  const newerArchive = before.closed ? number + 1 : undefined;
  const built = await builtFeed(deps, {
    feedId: stateId,
    entries,
    shown: before,
    olderArchive,
    newerArchive,
  });
  const documents = rendered(deps, built);
  if (documents === undefined) return undefined;
  const shown = [built.feed.updatedAt];
  const page = await indexDocument(deps, { feedId: stateId, entries, shown, olderArchive });
  const part = sitemapPart(deps, stateId, number, entries);
  return {
    documents: [...documents, page, ...part],
    updatedAt: built.feed.updatedAt,
    closed: before.closed,
    stale: built.stale,
  };
}

/** The network's archive is also the sitemap of all that is not new. */
function sitemapPart(deps: PublishDeps, stateId: string, number: number, entries: Entries): StoredDocument[] {
  if (archiveOf(stateId)?.feedId !== NETWORK_FEED) return [];
  const { releases } = indexOf(entries, []);
  const body = renderSitemapPart({ siteUrl: deps.siteUrl, releases });
  return [storedDocument({ key: sitemapPartKey(String(number)), type: 'xml', body })];
}
