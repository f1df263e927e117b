import type { FeedFormat } from '../site/paths.ts';
import type { Feed } from './feed.ts';
import { renderAtom } from './render-atom.ts';
import { renderJsonFeed } from './render-json-feed.ts';
import { renderRss } from './render-rss.ts';

export { renderAtom, renderJsonFeed, renderRss };

/** The renderer of each format: a feed as text, the same bytes for the same feed. */
export const RENDERERS: Readonly<Record<FeedFormat, (feed: Feed) => string>> = {
  rss: renderRss,
  atom: renderAtom,
  json: renderJsonFeed,
};
