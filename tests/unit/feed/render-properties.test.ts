import fc from 'fast-check';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { expect, test } from 'vitest';
import { renderDocuments } from '#domain/feed/render-documents.ts';
import { sanitizedHtmlSchema } from '#domain/html/sanitized-html.ts';
import { xmlCharacters } from '#domain/site/escape.ts';
import { aFeed, anEntry } from '../../support/an-entry.ts';

/** Any text, and texts made of the pieces that XML is made of. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        ']]>',
        '<![CDATA[',
        '<',
        '>',
        '&',
        '&amp;',
        '"',
        "'",
        '\n',
        '</entry>',
        'a',
        '\uD800',
        '\u0000',
      ),
    )
    .map((pieces) => pieces.join('')),
);
const shown = text.filter((value) => xmlCharacters(value).trim() !== '');

const entries = fc
  .array(fc.record({ title: shown, summary: text, author: text, category: text, body: shown }), {
    maxLength: 6,
  })
  .map((list) =>
    list.map(({ title, summary, author, category, body }, n) =>
      anEntry(n, {
        title,
        summary,
        authors: [author],
        categories: [category],
        contentHtml: sanitizedHtmlSchema.parse(body),
      }),
    ),
  );

const plain = (value: string): string => xmlCharacters(value).trim();

test('whatever the texts are, every document passes the gate and gives the titles back in order', () => {
  fc.assert(
    fc.property(entries, (list) => {
      const rendered = renderDocuments(aFeed(list));
      if (!rendered.ok) throw new Error(rendered.problem);
      expect(rendered.quarantined).toEqual([]);
      const titles = list.map(({ title }) => plain(title));
      const { rss, atom, json } = rendered.documents;
      expect((parseRssFeed(rss).items ?? []).map(({ title }) => plain(title ?? ''))).toEqual(titles);
      if (list.length > 0) {
        const read = parseAtomFeed(atom).entries ?? [];
        expect(read.map(({ title }) => plain(title?.value ?? ''))).toEqual(titles);
      }
      const items = parseJsonFeed(JSON.parse(json)).items ?? [];
      expect(items.map(({ title }) => plain(title ?? ''))).toEqual(titles);
    }),
    { numRuns: 300 },
  );
});
