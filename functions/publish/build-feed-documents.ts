import { newestArchive } from '#domain/feed/archive.ts';
import { buildFeed, type BuiltFeed } from '#domain/feed/build-feed.ts';
import { feedDocuments } from '#domain/feed/feed-documents.ts';
import type { FeedPointer } from '#domain/feed/feed-entry.ts';
import { renderDocuments } from '#domain/feed/render-documents.ts';
import type { StoredDocument } from '#domain/site/stored-document.ts';
import type { Shown } from './bring-up-to-date.ts';
import type { PublishDeps } from './publish-deps.ts';
import { readContents, type Entries } from './read-entries.ts';
import { readNetwork, readNewsrooms } from './read-newsrooms.ts';

type Facts = {
  feedId: string;
  entries: Entries;
  shown: Shown;
  olderArchive?: number | undefined;
  newerArchive?: number | undefined;
  notices?: readonly FeedPointer[];
};

/** The feed that the entries make now; what should be shown and cannot be is reported. */
export async function builtFeed(deps: PublishDeps, facts: Facts): Promise<BuiltFeed> {
  const { feedId, entries, shown } = facts;
  const { pointers, heads } = entries;
  const built = buildFeed({
    feedId,
    siteUrl: deps.siteUrl,
    network: await readNetwork(deps, feedId),
    pointers,
    heads,
    newsrooms: await readNewsrooms(deps, feedId, heads),
    contentOf: await readContents(deps, heads),
    entryOf: deps.entries,
    shownUpdatedAt: shown.updatedAt,
    notices: facts.notices,
    olderArchive: facts.olderArchive ?? newestArchive(shown.archive),
    newerArchive: facts.newerArchive,
  });
  for (const releaseId of built.incomplete) deps.report({ event: 'content-missing', feedId, releaseId });
  return built;
}

/** The feed's documents; undefined, and reported, where the gate lets none through. */
export function rendered(deps: PublishDeps, { feed }: BuiltFeed): StoredDocument[] | undefined {
  const { feedId } = feed;
  const result = renderDocuments(feed);
  if (!result.ok) {
    deps.report({ event: 'gate-failed', feedId, problem: result.problem });
    return undefined;
  }
  for (const bad of result.quarantined) deps.report({ event: 'quarantined', feedId, ...bad });
  return feedDocuments(feed, result.documents);
}
