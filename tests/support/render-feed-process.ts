import { createHash } from 'node:crypto';
import { buildFeed } from '#domain/feed/build-feed.ts';
import { renderDocuments } from '#domain/feed/render-documents.ts';
import { buildIndex } from '#domain/site/build-index.ts';
import { renderIndexPage } from '#domain/site/render-index.ts';
import { renderReleaseJson } from '#domain/site/render-json.ts';
import { renderReleasePage } from '#domain/site/render-page.ts';
import { BLORA, feedFacts, nthHead } from './feed-facts.ts';

/**
 * Prints the digests of a feed, an index page, a page and a release's JSON, made in this process's time zone and
 * language, with the entries in the order that argv[2] names; every two of them were first public in one second.
 */
const order = process.argv[2] ?? '';
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const shuffled = <T>(items: readonly T[], nameOf: (item: T) => string): T[] =>
  items.toSorted((a, b) => (digest(order + nameOf(a)) < digest(order + nameOf(b)) ? -1 : 1));

const times = Array.from({ length: 30 }, (_, n) => nthHead(n - (n % 2)).firstPublicAt ?? '');
const known = times.map((firstPublicAt, n) => nthHead(n, { firstPublicAt, updatedAt: firstPublicAt }));
const [head] = known;
const facts = feedFacts(known.length, { heads: shuffled(known, ({ releaseId }) => `head ${releaseId}`) });
const pointers = shuffled(facts.pointers, ({ releaseId }) => releaseId);
const rendered = renderDocuments(buildFeed({ ...facts, pointers }).feed);
if (!rendered.ok || head === undefined) throw new Error('Nothing was rendered.');
const { siteUrl } = facts;
const index = buildIndex({ pointers, heads: facts.heads, shown: [], limit: 20 });
const view = {
  head,
  content: facts.contentOf(head),
  newsroom: BLORA,
  history: [],
  siteUrl,
  feeds: head.feeds,
};
const bodies = [
  ...Object.values(rendered.documents),
  renderIndexPage({
    feedId: 'n/blora',
    siteUrl,
    network: facts.network,
    newsrooms: [BLORA],
    index,
    listed: [],
  }),
  renderReleasePage(view),
  renderReleaseJson(view),
];
for (const body of bodies) console.log(digest(body));
