import { NETWORK_FEED, newsroomFeed } from '#domain/feed/feed-id.ts';
import type { ListedFeed } from '#domain/feed/feed-entry.ts';
import type { ReleaseIndex } from '#domain/site/build-index.ts';
import {
  FEEDS_PAGE_KEY,
  ICON_KEY,
  IMAGE_KEY,
  NEWS_SITEMAP_KEY,
  NOT_FOUND_KEY,
  OPML_KEY,
  ROBOTS_KEY,
  SCRIPT_KEY,
  SITEMAP_KEY,
  sitemapPartKey,
  STATUS_KEY,
  topicKey,
} from '#domain/site/paths.ts';
import { renderFeedsPage } from '#domain/site/render-feeds-page.ts';
import { renderNotFoundPage } from '#domain/site/render-not-found.ts';
import { renderOpml } from '#domain/site/render-opml.ts';
import {
  MAX_NEWS,
  NEWS_DAYS,
  renderNewsSitemap,
  renderRobots,
  renderSitemapIndex,
  renderSitemapPages,
  renderSitemapPart,
} from '#domain/site/render-sitemap.ts';
import { renderStatus } from '#domain/site/render-status.ts';
import { SITE_ICON } from '#domain/site/site-icon.ts';
import { SITE_IMAGE } from '#domain/site/site-image.ts';
import { SITE_SCRIPT } from '#domain/site/site-script.ts';
import { storedDocument, type StoredDocument } from '#domain/site/stored-document.ts';
import type { Asked } from './bring-up-to-date.ts';
import { indexOf } from './index-document.ts';
import type { PublishDeps } from './publish-deps.ts';
import { readEntries } from './read-entries.ts';
import { readNetwork } from './read-newsrooms.ts';

const PAGES_PART = sitemapPartKey('pages');
const NEWEST_PART = sitemapPartKey('newest');

/** The documents that speak of the whole site, beside its first page. */
export const SITE_KEYS = [
  FEEDS_PAGE_KEY,
  NOT_FOUND_KEY,
  SCRIPT_KEY,
  ICON_KEY,
  IMAGE_KEY,
  ROBOTS_KEY,
  OPML_KEY,
  SITEMAP_KEY,
  PAGES_PART,
  NEWEST_PART,
  NEWS_SITEMAP_KEY,
  STATUS_KEY,
] as const;

/** Those that grow old by themselves. */
export const TIMED_KEYS = [NEWS_SITEMAP_KEY, STATUS_KEY] as const;

type Facts = {
  index: ReleaseIndex;
  listed: readonly ListedFeed[];
  /** How many archive documents the network has. */
  archives: number;
  asked: Asked;
};

/** Makes every one of them, in the order of their keys; cost follows what is new and how many feeds there are. */
export async function siteDocuments(deps: PublishDeps, facts: Facts): Promise<StoredDocument[]> {
  const { siteUrl } = deps;
  const { index, listed, archives, asked } = facts;
  const { releases } = index;
  const network = await readNetwork(deps, NETWORK_FEED);
  const newsrooms = await deps.newsrooms.listNewsrooms();
  const named = { network, newsrooms, listed, siteUrl };
  const folders = [NETWORK_FEED, ...newsrooms.map(({ id }) => newsroomFeed(id))];
  const keys = [...folders, ...listed.map(({ feedId }) => feedId)].map(topicKey);
  const [newest] = releases;
  const builtAtMs = asked.firstReceivedAtMs;
  return [
    storedDocument({ key: FEEDS_PAGE_KEY, type: 'page', body: renderFeedsPage(named) }),
    storedDocument({ key: NOT_FOUND_KEY, type: 'page', body: renderNotFoundPage(named) }),
    storedDocument({ key: SCRIPT_KEY, type: 'script', body: SITE_SCRIPT }),
    storedDocument({ key: ICON_KEY, type: 'svg', body: SITE_ICON }),
    storedDocument({ key: IMAGE_KEY, type: 'png', body: SITE_IMAGE }),
    storedDocument({ key: ROBOTS_KEY, type: 'text', body: renderRobots({ siteUrl }) }),
    storedDocument({ key: OPML_KEY, type: 'opml', body: renderOpml(named) }),
    storedDocument({ key: SITEMAP_KEY, type: 'xml', body: renderSitemapIndex({ siteUrl, archives }) }),
    storedDocument({ key: PAGES_PART, type: 'xml', body: renderSitemapPages({ siteUrl, keys }) }),
    storedDocument({ key: NEWEST_PART, type: 'xml', body: renderSitemapPart({ siteUrl, releases }) }),
    storedDocument({ key: NEWS_SITEMAP_KEY, type: 'xml', body: await newsSitemap(deps, newsrooms) }),
    storedDocument({ key: STATUS_KEY, type: 'json', body: renderStatus({ siteUrl, newest, builtAtMs }) }),
  ];
}

async function newsSitemap(
  deps: PublishDeps,
  newsrooms: Awaited<ReturnType<PublishDeps['newsrooms']['listNewsrooms']>>,
): Promise<string> {
  const now = deps.clock.now();
  const since = new Date(now - NEWS_DAYS * 86_400_000).toISOString();
  const through = { firstPublicAt: since, releaseId: '' };
  const entries = await readEntries(deps, NETWORK_FEED, { wanted: MAX_NEWS, through });
  const { releases } = indexOf(entries, [], MAX_NEWS);
  return renderNewsSitemap({ siteUrl: deps.siteUrl, releases, newsrooms, now });
}
