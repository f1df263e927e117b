import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Head } from '#domain/release/head.ts';
import { carriesContent, contentTypeOf, documentBody } from '#domain/webhook/document.ts';
import { eventTypeSchema, type EventType } from '#domain/webhook/event-type.ts';
import { aHead } from '../../support/a-head.ts';
import { BLORA, contentOf } from '../../support/feed-facts.ts';

const FORMATS = ['ninjs', 'jsonfeed', 'atom'] as const;
const EVENTS = eventTypeSchema.options;
const BODY_WORDS = 'began this morning';

function head(changes: Partial<Head> = {}): Head {
  return aHead({ version: 3, prev: 2, headline: 'Pasar dibuka <kembali> & rapi', ...changes });
}

function body(
  format: (typeof FORMATS)[number],
  event: EventType,
  changes: Partial<Head> = {},
  note?: string,
) {
  const latest = head(changes);
  const content = carriesContent(event) ? contentOf(latest) : undefined;
  const noted = note === undefined ? {} : { note };
  return documentBody(format, {
    event,
    latest,
    content,
    newsroom: BLORA,
    siteUrl: 'https://site.example',
    ...noted,
  });
}

const cases = FORMATS.flatMap((format) => EVENTS.map((event) => [format, event] as const));

describe.each(cases)('%s of %s', (format, event) => {
  const embargo = event === 'release.embargoed' ? { embargoedUntil: '2026-03-02T00:00:00Z' } : {};

  it('is the same for the same version, well-formed, and names the release', () => {
    const one = body(format, event, embargo);
    expect(body(format, event, embargo)).toBe(one);
    expect(one).toContain(head().uri);
    if (format !== 'atom') return void JSON.parse(one);
    const roots: string[] = [];
    const parser = new SaxesParser({ xmlns: true });
    parser.on('error', (error) => expect.fail(error.message));
    let depth = 0;
    parser.on('opentag', ({ name }) => void ((depth += 1) === 1 && roots.push(name)));
    parser.on('closetag', () => void (depth -= 1));
    parser.write(one).close();
    expect(roots).toEqual(['entry']);
  });

  it('carries the text where the event allows it, and of a kill nothing', () => {
    const text = body(format, event, { ...embargo, summary: 'Ringkasan' });
    expect(text.includes(BODY_WORDS)).toBe(carriesContent(event));
    expect(text.includes('Pasar dibuka')).toBe(event !== 'release.killed');
  });
});

/** ninjs 3.1 of what a webhook adds to the documents of the site (site/render-json.test.ts has the rest). */
const ninjs = z.object({
  uri: z.string(),
  version: z.literal('3'),
  standard: z.object({ name: z.literal('ninjs'), version: z.literal('3.1') }),
  pubStatus: z.enum(['usable', 'withheld', 'canceled']),
  embargoedUntil: z.iso.datetime().optional(),
  renditions: z.array(z.object({ href: z.url() })).optional(),
  descriptions: z.array(z.object({ role: z.string(), value: z.string() })),
});

describe('ninjs', () => {
  it.each([
    ['release.published', 'usable'],
    ['release.withdrawn', 'canceled'],
    ['release.killed', 'canceled'],
  ] as const)('of %s is %s', (event, pubStatus) => {
    expect(ninjs.parse(JSON.parse(body('ninjs', event)))).toMatchObject({ pubStatus });
  });

  it('of a live release that left a filter is canceled for whoever is told so', () => {
    const item = ninjs.parse(JSON.parse(body('ninjs', 'release.withdrawn', { state: 'published' })));
    expect(item.pubStatus).toBe('canceled');
  });

  it('of a correction carries its note, also when a small change followed', () => {
    const item = ninjs.parse(JSON.parse(body('ninjs', 'release.corrected', { kind: 'minor' }, 'The year.')));
    expect(item.descriptions).toContainEqual(
      expect.objectContaining({ role: 'correction', value: 'The year.' }),
    );
  });
});

describe('an advance copy', () => {
  const embargoed = { state: 'embargoed', embargoedUntil: '2026-03-02T00:00:00Z' } as const;

  it('is withheld until its time and leads to no page', () => {
    const { firstPublicAt: _, ...unseen } = head(embargoed);
    for (const format of FORMATS) {
      const latest = unseen;
      const made = {
        event: 'release.embargoed' as const,
        latest,
        content: contentOf(latest),
        newsroom: BLORA,
      };
      const text = documentBody(format, { ...made, siteUrl: 'https://site.example' });
      expect(text).toContain(BODY_WORDS);
      expect(text).not.toContain('https://site.example/n/blora/market-reopens');
      if (format !== 'atom') expect(text).toContain('2026-03-02T00:00:00Z');
    }
    expect(ninjs.parse(JSON.parse(body('ninjs', 'release.embargoed', embargoed)))).toMatchObject({
      pubStatus: 'withheld',
      embargoedUntil: '2026-03-02T00:00:00Z',
    });
  });
});

describe.each(FORMATS)('a notice in %s of what was never public', (format) => {
  it.each(['release.withdrawn', 'release.killed'] as const)(
    'of %s leads to no page and repeats no headline',
    (event) => {
      const { firstPublicAt: _, ...waits } = head({ slug: 'pasar-dibuka' });
      const text = documentBody(format, {
        event,
        latest: { ...waits, state: 'withdrawn', embargoedUntil: '2026-03-02T00:00:00Z' },
        content: undefined,
        newsroom: BLORA,
        siteUrl: 'https://site.example',
      });
      expect(text).toContain(waits.uri);
      expect(text.toLowerCase()).not.toMatch(/pasar.dibuka/);
    },
  );
});

it.each(FORMATS)(
  'a notice in %s of a text that waits after an earlier one was public does not tell of it',
  (format) => {
    const lifted = {
      version: 2,
      prev: 1,
      kind: 'lift',
      state: 'published',
      at: '2026-03-01T08:00:00Z',
    } as const;
    const waits = {
      version: 3,
      prev: 2,
      kind: 'update',
      state: 'embargoed',
      at: '2026-03-01T08:00:01Z',
    } as const;
    const embargoed = { state: 'embargoed', authors: ['Siti'], chain: [lifted, waits] } as const;
    const ended = {
      version: 4,
      prev: 3,
      kind: 'withdrawal',
      state: 'withdrawn',
      at: '2026-03-01T09:00:00Z',
    } as const;
    for (const latest of [embargoed, { ...embargoed, ...ended, chain: [...embargoed.chain, ended] }]) {
      const text = body(format, 'release.withdrawn', {
        ...latest,
        authors: [...latest.authors],
        chain: [...latest.chain],
      });
      expect(text).toContain(head().uri);
      expect(text).not.toMatch(/Pasar dibuka|Siti/);
    }
  },
);

it('has a media type for each format', () => {
  expect(FORMATS.map(contentTypeOf)).toEqual([
    'application/json',
    'application/feed+json',
    'application/atom+xml;type=entry;charset=utf-8',
  ]);
});
