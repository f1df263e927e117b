import { escapeHtml } from '../site/escape.ts';
import type { Entry } from './feed.ts';

/** Element names, ids, links and dates of an entry in the longest of the three formats. */
const ENTRY_FRAME_BYTES = 1_900;

/** The length of a text in UTF-8. */
export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

function imageTexts(image: Entry['image']): string[] {
  if (image === undefined) return [];
  const { alt = '', caption = '', credit = '', url } = image;
  return [alt.repeat(2), caption.repeat(2), credit.repeat(2), url.repeat(4)];
}

/** Entries are values: the size of one stays true as long as somebody holds it. */
const remembered = new WeakMap<Entry, number>();

/** At most how many bytes an entry takes in any of the formats: HTML as JSON escapes it, text as Atom does. */
export function entryBytes(entry: Entry): number {
  const bytes = remembered.get(entry) ?? counted(entry);
  remembered.set(entry, bytes);
  return bytes;
}

function counted(entry: Entry): number {
  const texts = [
    entry.title,
    entry.summary ?? entry.excerpt,
    entry.note === undefined ? '' : `${entry.note.label}${entry.note.text}`,
    entry.dateline ?? '',
    entry.newsroom.name.repeat(3),
    ...imageTexts(entry.image),
    ...entry.authors,
    ...entry.categories.map((category) => category.repeat(2)),
  ];
  const written = escapeHtml(escapeHtml(texts.join('')));
  const names = (120 + entry.categoryScheme.length) * (entry.authors.length + entry.categories.length);
  const addresses = [entry.url, entry.jsonUrl, entry.categoryScheme, entry.newsroom.feedUrl].join('').length;
  const html = utf8Length(JSON.stringify(entry.contentHtml));
  return (
    ENTRY_FRAME_BYTES + names + addresses + 3 * entry.newsroom.atomUrl.length + utf8Length(written) + html
  );
}
