import { NETWORK_FEED, newsroomFeed } from '#domain/feed/feed-id.ts';
import type { FeedState } from '#domain/feed/feed-entry.ts';
import { buildIndex, type ReleaseIndex } from '#domain/site/build-index.ts';
import { FEEDS_PAGE_KEY, indexKey, NOT_FOUND_KEY } from '#domain/site/paths.ts';
import {
  renderFeedsPage,
  renderNetworkIndex,
  renderNewsroomIndex,
  renderNotFoundPage,
} from '#domain/site/render-index.ts';
import { storedDocument, type StoredDocument } from '#domain/site/stored-document.ts';
import { bringUpToDate, type Asked, type Build, type Outcome } from './bring-up-to-date.ts';
import type { PublishDeps } from './publish-deps.ts';
import { readEntries } from './read-entries.ts';
import { readNetwork, readNewsrooms } from './read-newsrooms.ts';

/** How many releases an index page lists. */
const LISTED = 50;

/**
 * Makes the index page of a newsroom follow its releases; for `network` the site's first page, the page of all feeds
 * and the one for addresses where nothing is.
 */
export async function publishIndex(deps: PublishDeps, newsroom: string, asked: Asked): Promise<Outcome> {
  const isNetwork = newsroom === NETWORK_FEED;
  return bringUpToDate(
    deps,
    {
      stateId: `index:${newsroom}`,
      keys: isNetwork ? [indexKey(newsroom), FEEDS_PAGE_KEY, NOT_FOUND_KEY] : [indexKey(newsroom)],
      build: (state) => (isNetwork ? buildNetwork(deps, state) : buildNewsroom(deps, newsroom, state)),
    },
    asked,
  );
}

async function buildNewsroom(deps: PublishDeps, id: string, state: FeedState | undefined): Promise<Build> {
  const feedId = newsroomFeed(id);
  const index = await readIndex(deps, feedId, state);
  const newsroom = (await readNewsrooms(deps, feedId, index.releases)).find((one) => one.id === id);
  const documents =
    newsroom === undefined
      ? []
      : [page(indexKey(id), renderNewsroomIndex({ newsroom, index, siteUrl: deps.siteUrl }))];
  return { documents, updatedAt: index.updatedAt, stale: [] };
}

async function buildNetwork(deps: PublishDeps, state: FeedState | undefined): Promise<Build> {
  const { siteUrl } = deps;
  const index = await readIndex(deps, NETWORK_FEED, state);
  const network = await readNetwork(deps, NETWORK_FEED);
  const newsrooms = await deps.newsrooms.listNewsrooms();
  const documents = [
    page(indexKey(NETWORK_FEED), renderNetworkIndex({ network, newsrooms, index, siteUrl })),
    page(FEEDS_PAGE_KEY, renderFeedsPage({ network, newsrooms, siteUrl })),
    page(NOT_FOUND_KEY, renderNotFoundPage({ network, siteUrl })),
  ];
  return { documents, updatedAt: index.updatedAt, stale: [] };
}

/** The feed's own builder removes stale pointers once it has counted them, so its `updatedAt` is counted here. */
async function readIndex(
  deps: PublishDeps,
  feedId: string,
  state: FeedState | undefined,
): Promise<ReleaseIndex> {
  const feedState = await deps.feeds.getState(feedId);
  const entries = await readEntries(deps, feedId, LISTED);
  return buildIndex({
    ...entries,
    shown: [state?.updatedAt, feedState?.updatedAt],
    limit: LISTED,
  });
}

function page(key: string, body: string): StoredDocument {
  return storedDocument({ key, type: 'page', body });
}
