import { createHash } from 'node:crypto';
import { buildFeed } from '#domain/feed/build-feed.ts';
import { renderDocuments } from '#domain/feed/render-documents.ts';
import { renderReleasePage } from '#domain/site/render-page.ts';
import { feedFacts } from './feed-facts.ts';

/** Prints the digests of a feed and a page, made in this process's time zone and language, entries in its own order. */
const facts = feedFacts(30);
const turned = process.argv[2] === 'reversed' ? facts.pointers.toReversed() : facts.pointers;
const { feed } = buildFeed({ ...facts, pointers: turned, heads: facts.heads.toReversed() });
const rendered = renderDocuments(feed);
const [head] = facts.heads;
const [newsroom] = facts.newsrooms;
if (!rendered.ok || head === undefined || newsroom === undefined) throw new Error('Nothing was rendered.');
const page = renderReleasePage({
  head,
  content: facts.contentOf(head),
  newsroom,
  history: [],
  siteUrl: facts.siteUrl,
  feeds: head.feeds,
});
for (const body of [...Object.values(rendered.documents), page]) {
  console.log(createHash('sha256').update(body).digest('hex'));
}
