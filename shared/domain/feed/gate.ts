import { SaxesParser } from 'saxes';
import * as z from 'zod/mini';
import type { FeedFormat } from '../site/paths.ts';
import type { Feed } from './feed.ts';

export type GateResult = { ok: true } | { ok: false; problem: string };

/** Where each XML format keeps its entries, and what an entry must have exactly once. */
const SHAPES = {
  rss: {
    feed: 'rss/channel',
    entry: 'rss/channel/item',
    id: 'guid',
    once: ['title', 'link', 'guid', 'pubDate', 'description'],
  },
  atom: {
    feed: 'feed',
    entry: 'feed/entry',
    id: 'id',
    once: ['title', 'id', 'updated', 'published', 'content'],
  },
} as const;

const jsonFeedSchema = z.object({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string(),
  items: z.array(z.object({ id: z.string(), content_html: z.string() })),
});

/**
 * Reads a rendered document as a strict reader does and holds it against the feed that it was made from: well-formed
 * (XML with namespaces, no document type), each entry whole, the same ids in the same order, none twice.
 */
export function checkDocument(format: FeedFormat, document: string, feed: Feed): GateResult {
  const ids = format === 'json' ? idsOfJson(document) : idsOfXml(document, SHAPES[format]);
  if (typeof ids === 'string') return { ok: false, problem: `${format}: ${ids}` };
  const expected = feed.entries.map(({ uri }) => uri);
  if (new Set(ids).size !== ids.length) return { ok: false, problem: `${format}: an id stands twice` };
  const isSame = ids.length === expected.length && ids.every((id, index) => id === expected[index]);
  if (isSame) return { ok: true };
  return { ok: false, problem: `${format}: ${ids.length} ids differ from the feed's ${expected.length}` };
}

/** The ids of the entries, or what is wrong with the document. */
function idsOfXml(document: string, shape: (typeof SHAPES)['rss' | 'atom']): string[] | string {
  const ids: string[] = [];
  const path: string[] = [];
  const counts = new Map<string, number>();
  let text = '';
  let feeds = 0;
  let problem: string | undefined;
  const fail = (found: string): void => {
    problem ??= found;
  };
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => fail(error.message));
  parser.on('doctype', () => fail('a document type declaration'));
  parser.on('opentag', ({ name }) => {
    if (path.join('/') === shape.entry) counts.set(name, (counts.get(name) ?? 0) + 1);
    path.push(name);
    const place = path.join('/');
    if (place === shape.feed && (feeds += 1) > 1) fail(`a second ${name}`);
    if (place === shape.entry) counts.clear();
    text = '';
  });
  const read = (piece: string): void => {
    text += piece;
  };
  parser.on('text', read);
  parser.on('cdata', read);
  parser.on('closetag', ({ name }) => {
    if (path.join('/') === `${shape.entry}/${shape.id}`) ids.push(text);
    if (path.join('/') === shape.entry) {
      const odd = shape.once.find((child) => counts.get(child) !== 1);
      if (odd !== undefined) fail(`an entry with ${counts.get(odd) ?? 0} ${odd} elements`);
    }
    if (path.pop() !== name) fail(`${name} closes another element`);
  });
  parser.write(document).close();
  return problem ?? ids;
}

function idsOfJson(document: string): string[] | string {
  const read = z.safeParse(jsonFeedSchema, parsed(document));
  return read.success ? read.data.items.map(({ id }) => id) : 'not a JSON Feed 1.1';
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
