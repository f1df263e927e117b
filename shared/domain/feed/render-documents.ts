import { sanitizedHtmlSchema } from '../html/sanitized-html.ts';
import { FEED_FORMATS, type FeedFormat } from '../site/paths.ts';
import { cutDocument, joinEntries } from './cut-document.ts';
import type { Entry, Feed } from './feed.ts';
import { checkDocument } from './gate.ts';
import { RENDERERS } from './render.ts';
import { renderEntry } from './render-entry.ts';

export type Quarantined = { releaseId: string; fault: string };

export type RenderedFeed =
  | { ok: true; documents: Readonly<Record<FeedFormat, string>>; quarantined: Quarantined[] }
  | { ok: false; problem: string };

/** Stands where entries will, while a feed's own part is rendered and read back. */
const PLACEHOLDER: Entry = {
  releaseId: 'placeholder',
  uri: 'urn:uuid:00000000-0000-0000-0000-000000000000',
  version: 1,
  url: 'https://placeholder.invalid/',
  jsonUrl: 'https://placeholder.invalid/',
  title: 'placeholder',
  excerpt: 'placeholder',
  contentHtml: sanitizedHtmlSchema.parse('<p>placeholder</p>'),
  authors: ['placeholder'],
  categories: [],
  language: 'en',
  newsroom: {
    id: 'placeholder',
    name: 'placeholder',
    feedUrl: 'https://placeholder.invalid/',
    atomUrl: 'https://placeholder.invalid/',
  },
  categoryScheme: 'https://placeholder.invalid/',
  publishedAt: '2000-01-01T00:00:00.000Z',
  updatedAt: '2000-01-01T00:00:00.000Z',
  firstPublicAt: '2000-01-01T00:00:00.000Z',
};

/**
 * A feed in all its formats. The gate has read back each entry in a document of its own, and the feed's own part
 * around a placeholder: both are whole, so a document of that part around those entries is. An entry that breaks a rule
 * or does not pass is left out and named; where the feed's own part does not pass, nothing is given, so that the last
 * good document stays.
 */
export function renderDocuments(feed: Feed): RenderedFeed {
  const quarantined: Quarantined[] = [];
  const texts: Readonly<Record<FeedFormat, string>>[] = [];
  const seen = new Set<string>();
  for (const entry of feed.entries) {
    const rendered = seen.has(entry.uri)
      ? { ok: false as const, fault: 'id stands twice' }
      : renderEntry(entry, feed);
    if (rendered.ok) texts.push(rendered.texts);
    else quarantined.push({ releaseId: entry.releaseId, fault: rendered.fault });
    seen.add(entry.uri);
  }
  const documents = { rss: '', atom: '', json: '' };
  for (const format of FEED_FORMATS) {
    const entries = texts.map((each) => each[format]);
    const made = documentAround(feed, format, entries);
    if (!made.ok) return made;
    documents[format] = made.document;
  }
  return { ok: true, documents, quarantined };
}

function documentAround(
  feed: Feed,
  format: FeedFormat,
  entries: readonly string[],
): { ok: true; document: string } | { ok: false; problem: string } {
  const alone = { ...feed, entries: entries.length === 0 ? [] : [PLACEHOLDER] };
  try {
    const rendered = RENDERERS[format](alone);
    const passed = checkDocument(format, rendered, alone);
    if (!passed.ok) return passed;
    if (entries.length === 0) return { ok: true, document: rendered };
    const { before, after } = cutDocument(format, rendered);
    return { ok: true, document: `${before}${joinEntries(format, entries)}${after}` };
  } catch (error) {
    return { ok: false, problem: `${format}: ${error instanceof Error ? error.message : String(error)}` };
  }
}
