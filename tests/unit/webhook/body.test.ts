import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_THIN_BODY_BYTES, thinBody } from '#domain/webhook/body.ts';
import { deliveryIdOf, eventTimeOf, partsOfDeliveryId, webhookIdOf } from '#domain/webhook/ids.ts';
import { matches } from '#domain/webhook/matches.ts';
import { aHead } from '../../support/a-head.ts';

const BASE = { id: 'msg_1', siteUrl: 'https://site.example' } as const;
type Parsed = { data: Record<string, unknown> } & Record<string, unknown>;
const parse = (made: Parameters<typeof thinBody>[0]): Parsed => JSON.parse(thinBody(made)) as Parsed;

describe('thinBody', () => {
  const latest = aHead({
    version: 3,
    prev: 2,
    summary: 'Open again.',
    categories: ['trade'],
    datedAt: '2026-02-28T00:00:00Z',
  });

  it('has every field of DESIGN §6', () => {
    expect(
      parse({ ...BASE, event: 'release.corrected', latest, previousVersion: 2, note: 'The date.' }),
    ).toEqual({
      type: 'release.corrected',
      id: 'msg_1',
      timestamp: '2026-03-01T08:00:00.000Z',
      data: {
        uri: latest.uri,
        version: 3,
        previousVersion: 2,
        note: 'The date.',
        newsroom: 'blora',
        headline: 'Market reopens',
        summary: 'Open again.',
        language: 'en',
        authors: ['Ana'],
        categories: ['trade'],
        publishedAt: '2026-02-28T00:00:00Z',
        updatedAt: '2026-03-01T08:00:00.000Z',
        links: {
          html: 'https://site.example/n/blora/market-reopens-5f1413ce?v=3-hash-1',
          json: 'https://site.example/n/blora/market-reopens-5f1413ce/v3.json',
        },
      },
    });
  });

  it.each(['release.withdrawn', 'release.killed'] as const)(
    'repeats no content in %s, but the reason',
    (event) => {
      const reason = { at: 'x', by: 'command', reason: 'A court says so.' } as const;
      const gone = aHead({
        ...latest,
        state: event === 'release.killed' ? 'killed' : 'withdrawn',
        note: reason.reason,
        withdrawn: reason,
        killed: reason,
      });
      const body = thinBody({ ...BASE, event, latest: gone, note: 'an older correction' });
      expect(body).not.toMatch(/Market reopens|Open again|Ana|older correction/);
      expect(JSON.parse(body)).toMatchObject({
        data: { note: 'A court says so.', uri: latest.uri, version: 3 },
      });
    },
  );

  it('stays the same when a command is recorded after a deletion has withdrawn the release', () => {
    const deleted = aHead({ ...latest, state: 'withdrawn', withdrawn: { at: 'x', by: 'deletion' } });
    const recorded = aHead({ ...deleted, withdrawn: { at: 'y', by: 'command', reason: 'Wrong.' } });
    const event = 'release.withdrawn';
    expect(thinBody({ ...BASE, event, latest: recorded })).toBe(
      thinBody({ ...BASE, event, latest: deleted }),
    );
  });

  it('links to the page of a first version without its number', () => {
    const { data } = parse({ ...BASE, event: 'release.published', latest: aHead() });
    expect(data['links']).toMatchObject({
      html: 'https://site.example/n/blora/market-reopens-5f1413ce',
    });
  });

  it('links to nothing that was never public', () => {
    const { firstPublicAt: _, ...never } = latest;
    const embargoed = { ...never, state: 'embargoed', embargoedUntil: '2026-03-02T00:00:00Z' } as const;
    const body = parse({ ...BASE, event: 'release.embargoed', latest: embargoed });
    expect(body.data).toMatchObject({ embargoedUntil: '2026-03-02T00:00:00Z', headline: 'Market reopens' });
    expect(body.data).not.toHaveProperty('links');
    expect(body.data).not.toHaveProperty('publishedAt');
    expect(
      parse({ ...BASE, event: 'release.withdrawn', latest: { ...never, state: 'withdrawn' } }).data,
    ).not.toHaveProperty('links');
  });

  it('is never over 20 KB, whatever the texts, and its texts stay whole characters', () => {
    const long = fc
      .oneof(
        fc.constantFrom('😀', '"', '\\', '\n', '\u0001', 'é', '漢', 'a', '\ud800'),
        fc.string({ unit: 'binary', maxLength: 5 }),
      )
      .map((text) => text.repeat(5_000));
    fc.assert(
      fc.property(long, long, fc.array(long, { maxLength: 30 }), (headline, note, names) => {
        const head = aHead({ headline, summary: note, authors: names, categories: names });
        const body = thinBody({
          ...BASE,
          event: 'release.corrected',
          latest: head,
          note,
          previousVersion: 1,
        });
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_THIN_BODY_BYTES);
        const { data } = JSON.parse(body) as Parsed;
        if (headline.isWellFormed()) expect(String(data['headline']).isWellFormed()).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('cuts nothing that fits', () => {
    const headline = 'é'.repeat(600);
    expect(parse({ ...BASE, event: 'release.published', latest: aHead({ headline }) }).data['headline']).toBe(
      headline,
    );
    const cut = parse({ ...BASE, event: 'release.published', latest: aHead({ headline: `${headline}!` }) })
      .data['headline'];
    expect(cut).toMatch(/^é{500,}…$/);
  });
});

describe('ids', () => {
  const mark = { version: 2, event: 'release.updated' } as const;

  it('tell every webhook from every other, in safe characters', () => {
    const ids = ['blora/a', 'blora/b'].flatMap((release) =>
      [1, 2].flatMap((version) =>
        (['release.updated', 'release.corrected'] as const).flatMap((event) =>
          ['ep-1', 'ep-2'].map((endpoint) => webhookIdOf(release, { version, event }, endpoint)),
        ),
      ),
    );
    expect(new Set(ids).size).toBe(16);
    for (const id of ids) expect(id).toMatch(/^msg_[A-Za-z0-9_-]{22}$/);
    expect(webhookIdOf('blora/a', mark, 'ep-1')).toBe(webhookIdOf('blora/a', { ...mark }, 'ep-1'));
  });

  it('of deliveries give their key back', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9-]{1,64}$/),
        fc.date({ min: new Date('1971-01-01'), max: new Date('2900-01-01'), noInvalidDate: true }),
        (endpointId, date) => {
          const eventTime = eventTimeOf(date.toISOString());
          const id = deliveryIdOf(endpointId, eventTime, webhookIdOf('blora/a', mark, endpointId));
          expect(partsOfDeliveryId(id)).toEqual({ endpointId, eventTime });
        },
      ),
    );
    for (const odd of ['', 'a_b', 'ep-1_zzzzzzzzzzzz_x', '../x', 'ep-1__', 'EP_1_aaaaaaaaaaaaaaaaaaaaaa'])
      expect(partsOfDeliveryId(odd)).toBeUndefined();
  });
});

describe('matches', () => {
  const head = aHead({ categories: ['trade', 'city'], authors: ['Ana Putri'], language: 'id' });
  it.each([
    [undefined, true],
    [{}, true],
    [{ newsrooms: [] }, true],
    [{ newsrooms: ['blora'] }, true],
    [{ newsrooms: ['harbour'] }, false],
    [{ newsrooms: ['harbour', 'BLORA'] }, true],
    [{ categories: ['city'] }, true],
    [{ categories: ['sport'] }, false],
    [{ languages: ['ID'] }, true],
    [{ languages: ['en'] }, false],
    [{ authors: ['ana putri'] }, true],
    [{ newsrooms: ['blora'], categories: ['sport'] }, false],
    [{ newsrooms: ['blora'], categories: ['trade'], languages: ['id'], authors: ['Ana Putri'] }, true],
  ])('%j: %s', (filter, expected) => expect(matches(head, filter)).toBe(expected));
});
