import { buildFeed, type FeedFacts } from '#domain/feed/build-feed.ts';
import { renderDocuments } from '#domain/feed/render-documents.ts';
import { makeEntryMemory } from '#domain/feed/entry-memory.ts';
import type { Content } from '#domain/release/content.ts';
import type { Head } from '#domain/release/head.ts';
import { sanitizedHtmlSchema } from '#domain/html/sanitized-html.ts';
import { makeContentMemory } from '../functions/publish/content-memory.ts';
import { feedByPackage } from './feed.baseline.ts';
import type { Question } from './question.ts';
import { sampleHead } from './samples.ts';

const ENTRIES = 50;
const AUTHORS = ['Edith Marlow', 'Tom Ferris'];
const NEWSROOM = {
  id: 'harbour',
  name: 'Harbour',
  host: 'harbour.example.org',
  timezone: 'Europe/London',
  language: 'en',
};
const PARAGRAPH =
  '<p>The sea wall is open again, a month early; the <a href="https://harbour.example.org/plan?a=1&amp;b=2" ' +
  'rel="nofollow noopener noreferrer">plan</a> had been to finish <em>in April</em> &amp; not before.</p>';
const BODY = sanitizedHtmlSchema.parse(PARAGRAPH.repeat(8));

/** Building a feed of fifty entries again, as publish does after one of them has changed: the others are remembered. */
export const feed: Question = {
  kind: 'timed',
  name: 'feed',
  asks: 'rebuild of a 50-entry feed in RSS, Atom and JSON, gate included ÷ the feed package alone',
  goal: 0.5,
  prepare() {
    const heads = Array.from({ length: ENTRIES }, (_, n) => headOf(n));
    const items = heads.map(({ uri, headline, updatedAt, slug }) => ({
      id: uri,
      title: headline,
      link: `https://news.example.org/n/harbour/${slug}`,
      content: BODY,
      authors: AUTHORS,
      at: new Date(updatedAt),
    }));
    const rebuild = makeRebuild();
    if (rebuild(heads).feed.entries.length !== ENTRIES) throw new Error('an entry is missing');
    return { subject: () => rebuild(oneChanged(heads)).documents, baseline: () => feedByPackage(items) };
  },
};

/** Each time another of the heads has changed, so that every call has one entry to make anew. */
function oneChanged(heads: Head[]): readonly Head[] {
  const changed = heads.shift();
  if (changed === undefined) throw new Error('a feed without heads');
  heads.push({ ...changed, rev: changed.rev + 1, version: changed.version + 1 });
  return heads;
}

/** With the two memories of a container of publish: contents by version, entries. */
function makeRebuild() {
  const entryOf = makeEntryMemory();
  const contents = makeContentMemory();
  const contentOf = (head: Head): Content => {
    const { releaseId, version } = head;
    const content = contents.get(releaseId, version) ?? contentOfHead(head);
    contents.set(releaseId, version, content);
    return content;
  };
  return (heads: readonly Head[]) => rebuilt(heads, { entryOf, contentOf });
}

function contentOfHead({ headline }: Head): Content {
  return { headline, bodyHtml: BODY, language: 'en', authors: AUTHORS, categories: ['works'], contacts: [] };
}

function rebuilt(heads: readonly Head[], memories: Pick<FeedFacts, 'entryOf' | 'contentOf'>) {
  const built = buildFeed({
    ...memories,
    feedId: 'n/harbour',
    siteUrl: 'https://news.example.org',
    network: { name: 'Example News', language: 'en' },
    pointers: heads.map(({ releaseId, firstPublicAt = '', rev }) => ({
      feedId: 'n/harbour',
      releaseId,
      firstPublicAt,
      rev,
    })),
    heads,
    newsrooms: [NEWSROOM],
    shownUpdatedAt: undefined,
  });
  const rendered = renderDocuments(built.feed);
  if (!rendered.ok) throw new Error(rendered.problem);
  return { feed: built.feed, documents: rendered.documents };
}

/** An hour younger than the one before. */
function headOf(n: number): Head {
  const at = new Date(Date.UTC(2026, 2, 1) + n * 3_600_000).toISOString();
  const headline = `Story ${n} of the sea wall`;
  return sampleHead(n, { headline, authors: AUTHORS, firstPublicAt: at, updatedAt: at });
}
