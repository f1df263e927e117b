import { failure, success, type Result } from '../result.ts';
import { FEED_FORMATS, type FeedFormat } from '../site/paths.ts';
import { entryFault } from './entry-fault.ts';
import type { Entry, Feed } from './feed.ts';
import { topicOf } from './feed-topic.ts';
import { renderChecked } from './render-checked.ts';
import { cutDocument, type CutDocument, type Frame } from './cut-document.ts';

export type RenderedEntry =
  | { ok: true; texts: Readonly<Record<FeedFormat, string>> }
  | { ok: false; fault: string };

/** A feed's own part in each format, which no entry changes. */
export type Frames = Readonly<Record<FeedFormat, Frame>>;

/** Entries are values: what was made of one stays true as long as somebody holds it. */
const remembered = new WeakMap<Entry, Map<string, RenderedEntry>>();

/**
 * An entry as it stands in a feed's documents, or why it may stand in none: it breaks a rule, or a document of nothing
 * else does not pass the gate. Rendered and read back once for all feeds that show it alike; `frames` are those of this
 * feed where it was done now.
 */
export function renderEntry(entry: Entry, feed: Feed): { rendered: RenderedEntry; frames?: Frames } {
  const variants = remembered.get(entry) ?? new Map<string, RenderedEntry>();
  remembered.set(entry, variants);
  const variant = variantOf(entry, feed);
  const known = variants.get(variant);
  if (known !== undefined) return { rendered: known };
  const made = renderAlone(entry, feed);
  variants.set(variant, made.rendered);
  return made;
}

/** All that an entry's own text takes from its feed: whether it stands in a foreign one, and in which language. */
function variantOf({ newsroom }: Entry, { feedId, language }: Feed): string {
  return `${topicOf(feedId).newsroom === newsroom.id ? 'own' : 'foreign'} ${language}`;
}

function renderAlone(entry: Entry, feed: Feed): { rendered: RenderedEntry; frames?: Frames } {
  const broken = entryFault(entry);
  if (broken !== undefined) return { rendered: { ok: false, fault: broken } };
  const cut = cutAlone(entry, feed);
  if (!cut.ok) return { rendered: { ok: false, fault: cut.error } };
  const { rss, atom, json } = cut.value;
  const texts = { rss: rss.entries, atom: atom.entries, json: json.entries };
  return { rendered: { ok: true, texts }, frames: cut.value };
}

/** A feed's documents around one entry, read back by the gate and cut; or what is wrong with them. */
export function cutAlone(entry: Entry, feed: Feed): Result<Record<FeedFormat, CutDocument>, string> {
  const documents = { rss: UNCUT, atom: UNCUT, json: UNCUT };
  for (const format of FEED_FORMATS) {
    const document = renderChecked(format, { ...feed, entries: [entry] });
    if (!document.ok) return document;
    const cut = cutDocument(format, document.value);
    if (!cut.ok) return failure(`${format}: ${cut.error}`);
    documents[format] = cut.value;
  }
  return success(documents);
}

const UNCUT: CutDocument = { before: '', entries: '', after: '' };
