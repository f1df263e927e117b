import { FEED_FORMATS, type FeedFormat } from '../site/paths.ts';
import { entryFault } from './entry-fault.ts';
import type { Entry, Feed } from './feed.ts';
import { topicOf } from './feed-topic.ts';
import { checkDocument } from './gate.ts';
import { RENDERERS } from './render.ts';
import { cutDocument } from './cut-document.ts';

export type RenderedEntry =
  | { ok: true; texts: Readonly<Record<FeedFormat, string>> }
  | { ok: false; fault: string };

/** Entries are values: what was made of one stays true as long as somebody holds it. */
const remembered = new WeakMap<Entry, Map<string, RenderedEntry>>();

/**
 * An entry as it stands in a feed's documents, or why it may stand in none: it breaks a rule, or a document of nothing
 * else does not pass the gate. Rendered and read back once for all feeds that show it alike.
 */
export function renderEntry(entry: Entry, feed: Feed): RenderedEntry {
  const variants = remembered.get(entry) ?? new Map<string, RenderedEntry>();
  remembered.set(entry, variants);
  const variant = variantOf(entry, feed);
  const rendered = variants.get(variant) ?? renderAlone(entry, feed);
  variants.set(variant, rendered);
  return rendered;
}

/** All that an entry's own text takes from its feed: whether it stands in a foreign one, and in which language. */
function variantOf({ newsroom }: Entry, { feedId, language }: Feed): string {
  return `${topicOf(feedId).newsroom === newsroom.id ? 'own' : 'foreign'} ${language}`;
}

function renderAlone(entry: Entry, feed: Feed): RenderedEntry {
  const broken = entryFault(entry);
  if (broken !== undefined) return { ok: false, fault: broken };
  const alone = { ...feed, entries: [entry] };
  const texts = { rss: '', atom: '', json: '' };
  for (const format of FEED_FORMATS) {
    try {
      const document = RENDERERS[format](alone);
      const passed = checkDocument(format, document, alone);
      if (!passed.ok) return { ok: false, fault: passed.problem };
      texts[format] = cutDocument(format, document).entries;
    } catch (error) {
      return { ok: false, fault: `${format}: ${error instanceof Error ? error.message : String(error)}` };
    }
  }
  return { ok: true, texts };
}
