import { archiveOf } from '../feed/feed-id.ts';
import { shortIdOf } from '../release/release-id.ts';

/** Which documents a feed is written as; the key is appended to the feed's folder (DESIGN §5). */
export const FEED_DOCUMENTS = { rss: 'feed.xml', atom: 'atom.xml', json: 'feed.json' } as const;
export type FeedFormat = keyof typeof FEED_DOCUMENTS;
export const FEED_FORMATS = ['rss', 'atom', 'json'] as const satisfies readonly FeedFormat[];

/** How the archive documents of a feed end, behind their number. */
const ARCHIVE_EXTENSIONS = { rss: '.xml', atom: '.atom.xml', json: '.json' } as const;

type Placed = { newsroom: string; slug: string; uri: string };

/** Object key (and URL path without the leading slash) of a release's page. */
export function pageKey(release: Placed): string {
  return `n/${release.newsroom}/${release.slug}-${shortIdOf(release.uri)}`;
}

/** Object key of the newest JSON of a release. */
export function jsonKey(release: Placed): string {
  return `${pageKey(release)}.json`;
}

/** Object key of one version's JSON: what a webhook links to. A kill or a mend of the sanitizer writes it over. */
export function versionJsonKey(release: Placed, version: number): string {
  return `${pageKey(release)}/v${version}.json`;
}

/** Object key of one of a feed's documents; the network's stand at the root. */
export function feedKey(feedId: string, format: FeedFormat): string {
  const archive = archiveOf(feedId);
  if (archive !== undefined) {
    const key = `archive/${archive.number}${ARCHIVE_EXTENSIONS[format]}`;
    return archive.feedId === 'network' ? key : `${archive.feedId}/${key}`;
  }
  return feedId === 'network' ? FEED_DOCUMENTS[format] : `${feedId}/${FEED_DOCUMENTS[format]}`;
}

/** Object key of a newsroom's index page, or of the site's for `network`; the edge maps the folder's URL to it. */
export function indexKey(newsroom: string): string {
  return newsroom === 'network' ? 'index.html' : `n/${newsroom}/index.html`;
}

/** Object key of the page that lists a feed's releases; the edge maps the folder's URL to it. */
export function topicKey(feedId: string): string {
  return `${feedId}/index.html`.replace(/^network\//, '');
}

/** Object key of the page that lists all feeds. */
export const FEEDS_PAGE_KEY = 'feeds/index.html';

/** Object key of the list of all feeds for readers' programs. */
export const OPML_KEY = 'feeds.opml';

/** Object keys of the sitemap's index, of one of its parts, and of the sitemap of news. */
export const SITEMAP_KEY = 'sitemap.xml';
export const NEWS_SITEMAP_KEY = 'news-sitemap.xml';
export function sitemapPartKey(part: string): string {
  return `sitemap/${part}.xml`;
}

/** Object keys of what crawlers and monitors ask for. */
export const ROBOTS_KEY = 'robots.txt';
export const STATUS_KEY = 'status.json';

/** Object keys of the site's script, and of its icon as SVG and as PNG. */
export const SCRIPT_KEY = 'site.js';
export const ICON_KEY = 'icon.svg';
export const IMAGE_KEY = 'icon.png';

/** Object key of what the edge serves for a missing object. */
export const NOT_FOUND_KEY = '404.html';

/** The public address of an object; index pages are addressed by their folder. `siteUrl` may end in a slash. */
export function urlOf(siteUrl: string, key: string): string {
  return `${siteUrl.replace(/\/+$/, '')}/${key.replace(/(^|\/)index\.html$/, '$1')}`;
}
