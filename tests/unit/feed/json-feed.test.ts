import * as z from 'zod';
import { expect, test } from 'vitest';
import { renderJsonFeed } from '#domain/feed/render.ts';
import { aFeed, anEntry } from '../../support/an-entry.ts';

const author = z.strictObject({ name: z.string().min(1), url: z.url().optional() });
const time = z.iso.datetime({ offset: true });
const custom = z.looseObject({});

/** JSON Feed 1.1, "Top-level", "Items", "Authors", "Extensions": known members only, custom ones begin with `_`. */
const rules = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string().min(1),
  home_page_url: z.url(),
  feed_url: z.url(),
  description: z.string().optional(),
  language: z.string().regex(/^[a-z]{2}/),
  author,
  authors: z.array(author).min(1),
  icon: z.url(),
  favicon: z.url(),
  next_url: z.url().optional(),
  _presswire: custom.extend({ about: z.url() }),
  items: z.array(
    z.strictObject({
      id: z.string().min(1),
      url: z.url(),
      title: z.string(),
      content_html: z.string().min(1),
      summary: z.string().optional(),
      image: z.url().optional(),
      attachments: z
        .array(
          z.strictObject({
            url: z.url(),
            mime_type: z.string().regex(/^image\//),
            size_in_bytes: z.int().positive(),
            title: z.string().optional(),
          }),
        )
        .optional(),
      date_published: time,
      date_modified: time,
      author,
      authors: z.array(author).min(1),
      tags: z.array(z.string()),
      language: z.string(),
      _presswire: custom,
    }),
  ),
});

const image = { url: 'https://news.example.org/media/a.jpg', type: 'image/jpeg', bytes: 12, alt: 'Pasar' };
const urls = aFeed([]).selfUrls;
const olderAndPictured = aFeed([anEntry(0, { image })], { olderUrls: urls, currentUrls: urls });

test('a feed keeps the rules of JSON Feed 1.1', () => {
  const feed = aFeed([
    anEntry(0, { summary: 'Short', note: { label: 'Koreksi', text: 'Angka' }, dateline: 'Blora' }),
    anEntry(1, { authors: ['', ' '], categories: [] }),
    anEntry(2, { notice: 'withdrawn' }),
  ]);
  expect(() => rules.parse(JSON.parse(renderJsonFeed(olderAndPictured)))).not.toThrow();
  const read = rules.parse(JSON.parse(renderJsonFeed(feed)));
  expect(read.items.map(({ _presswire }) => _presswire['status'])).toEqual([
    'published',
    'published',
    'withdrawn',
  ]);
  expect(read.items[0]?.summary).toBe('Koreksi: Angka — Short');
  expect(read.items[1]?.authors).toEqual([{ name: 'Blora' }]);
  expect(new Set(read.items.map(({ id }) => id)).size).toBe(3);
});
