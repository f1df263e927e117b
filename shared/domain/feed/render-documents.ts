import { sanitizedHtmlSchema } from '../html/sanitized-html.ts';
import { FEED_FORMATS, type FeedFormat } from '../site/paths.ts';
import { joinDocument } from './cut-document.ts';
import type { Entry, Feed } from './feed.ts';
import { renderChecked } from './render-checked.ts';
import { cutAlone, renderEntry, type Frames } from './render-entry.ts';

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
 * around one of them, or around a placeholder where all are remembered: both are whole, so a document of that part
 * around those entries is. An entry that breaks a rule or does not pass is left out and named; where the feed's own part
 * does not pass, nothing is given, so that the last good document stays.
 */
export function renderDocuments(feed: Feed): RenderedFeed {
  const quarantined: Quarantined[] = [];
  const texts: Readonly<Record<FeedFormat, string>>[] = [];
  const seen = new Set<string>();
  let frames: Frames | undefined;
  for (const entry of feed.entries) {
    const { rendered, frames: around } = seen.has(entry.uri) ? TWICE : renderEntry(entry, feed);
    frames ??= around;
    if (rendered.ok) texts.push(rendered.texts);
    else quarantined.push({ releaseId: entry.releaseId, fault: rendered.fault });
    seen.add(entry.uri);
  }
  if (texts.length === 0) return withoutEntries(feed, quarantined);
  if (frames === undefined) {
    const made = cutAlone(PLACEHOLDER, feed);
    if (!made.ok) return { ok: false, problem: made.error };
    frames = made.value;
  }
  const documents = { rss: '', atom: '', json: '' };
  for (const format of FEED_FORMATS) {
    documents[format] = joinDocument(
      format,
      frames[format],
      texts.map((each) => each[format]),
    );
  }
  return { ok: true, documents, quarantined };
}

const TWICE: ReturnType<typeof renderEntry> = { rendered: { ok: false, fault: 'id stands twice' } };

function withoutEntries(feed: Feed, quarantined: Quarantined[]): RenderedFeed {
  const documents = { rss: '', atom: '', json: '' };
  for (const format of FEED_FORMATS) {
    const document = renderChecked(format, { ...feed, entries: [] });
    if (!document.ok) return { ok: false, problem: document.error };
    documents[format] = document.value;
  }
  return { ok: true, documents, quarantined };
}
