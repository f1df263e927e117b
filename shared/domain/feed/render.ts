export { renderAtom } from './render-atom.ts';
export { renderJsonFeed } from './render-json-feed.ts';
export { renderRss } from './render-rss.ts';
