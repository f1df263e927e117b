import type { FeedFormat } from '../site/paths.ts';

type Seams = {
  /** What the first entry starts with. */
  start: string;
  /** What the last entry ends with. */
  end?: string;
  /** What follows the last entry, where an entry may end in several ways. */
  rest?: string;
  between: string;
};

const SEAMS: Readonly<Record<FeedFormat, Seams>> = {
  rss: { start: '        <item>\n', end: '        </item>\n', between: '' },
  atom: { start: '    <entry', rest: '</feed>\n', between: '' },
  json: { start: '        {\n            "id": ', rest: '\n    ]\n}\n', between: ',\n' },
};

export type CutDocument = { before: string; entries: string; after: string };

/**
 * A rendered document with at least one entry, in three parts. What surrounds the entries is escaped text, in which no
 * seam can stand: the first start and the last end are theirs, whatever the entries hold. Throws where the seams are
 * not found: the package writes otherwise than it did.
 */
export function cutDocument(format: FeedFormat, document: string): CutDocument {
  const { start, end, rest = '' } = SEAMS[format];
  const from = document.indexOf(start);
  const last = document.lastIndexOf(end ?? rest);
  if (from === -1 || last < from) throw new Error('the entries of the document are not found');
  const to = last + (end?.length ?? 0);
  return {
    before: document.slice(0, from),
    entries: document.slice(from, to),
    after: document.slice(to),
  };
}

/** The entries in their order, as they stand in a document. */
export function joinEntries(format: FeedFormat, entries: readonly string[]): string {
  return entries.join(SEAMS[format].between);
}
