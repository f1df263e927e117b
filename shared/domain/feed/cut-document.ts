import { failure, success, type Result } from '../result.ts';
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

/** What a document has around its entries. */
export type Frame = { before: string; after: string };
export type CutDocument = Frame & { entries: string };

/**
 * A rendered document with at least one entry, in three parts. What surrounds the entries is escaped text, in which no
 * seam can stand: the first start and the last end are theirs, whatever the entries hold. A failure where the seams are
 * not found: the package writes otherwise than it did.
 */
export function cutDocument(format: FeedFormat, document: string): Result<CutDocument, string> {
  const { start, end, rest = '' } = SEAMS[format];
  const from = document.indexOf(start);
  const last = document.lastIndexOf(end ?? rest);
  if (from === -1 || last < from) return failure('the entries of the document are not found');
  const to = last + (end?.length ?? 0);
  return success({
    before: document.slice(0, from),
    entries: document.slice(from, to),
    after: document.slice(to),
  });
}

/** A document of these entries, in their order. */
export function joinDocument(
  format: FeedFormat,
  { before, after }: Frame,
  entries: readonly string[],
): string {
  return `${before}${entries.join(SEAMS[format].between)}${after}`;
}
