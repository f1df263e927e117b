import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildFeed } from '#domain/feed/build-feed.ts';
import { renderDocuments } from '#domain/feed/render-documents.ts';
import { sanitizedHtmlSchema } from '#domain/html/sanitized-html.ts';
import type { Head } from '#domain/release/head.ts';
import { BLORA, contentOf, feedFacts, nthHead } from '../../support/feed-facts.ts';

function withdrawn(n: number, at: string, changes: Partial<Head> = {}): Head {
  return nthHead(n, {
    state: 'withdrawn',
    kind: 'withdrawal',
    version: 2,
    updatedAt: at,
    withdrawn: { at, by: 'deletion' },
    ...changes,
  });
}

test('entries stand by first public time, newest first, then by id', () => {
  const same = '2026-03-02T00:00:00.000Z';
  const heads = [nthHead(1), nthHead(2, { firstPublicAt: same }), nthHead(3, { firstPublicAt: same })];
  const ids = buildFeed(feedFacts(0, { heads })).feed.entries.map(({ releaseId }) => releaseId);
  expect(ids).toEqual(['blora/story-3', 'blora/story-2', 'blora/story-1']);
});

describe('what is shown as the date', () => {
  const firstPublicAt = '2026-03-01T09:00:00.000Z';
  test.each([
    ['the text’s own, where it has one', '2025-01-14T09:04:00Z', '2025-01-14T09:04:00Z'],
    ['the first public time, where the text is dated ahead', '2026-03-01T09:05:00Z', firstPublicAt],
    ['the first public time, where it has none', undefined, firstPublicAt],
  ])('%s', (_what, datedAt, expected) => {
    const heads = [nthHead(0, { firstPublicAt, ...(datedAt === undefined ? {} : { datedAt }) })];
    expect(buildFeed(feedFacts(0, { heads })).feed.entries[0]?.publishedAt).toBe(expected);
  });
});

describe('a pointer counts only if LATEST names its feed and place', () => {
  const left: [string, Partial<Head>][] = [
    ['another feed', { feeds: ['network'] }],
    ['another place', { firstPublicAt: '2026-03-05T00:00:00.000Z' }],
    ['scheduled', { state: 'scheduled' }],
    ['embargoed', { state: 'embargoed' }],
    ['expired', { state: 'expired' }],
  ];
  test.each(left)('%s: stale, and its going is counted', (_what, changes) => {
    const facts = feedFacts(2);
    const gone = { ...nthHead(1), ...changes, updatedAt: '2026-03-06T00:00:00.000Z' };
    const { feed, stale } = buildFeed({ ...facts, heads: [nthHead(0), gone] });
    expect(feed.entries.map(({ releaseId }) => releaseId)).toEqual(['blora/story-0']);
    expect(stale.map(({ releaseId }) => releaseId)).toEqual(['blora/story-1']);
    expect(feed.updatedAt).toBe('2026-03-06T00:00:00.000Z');
  });

  test('no head: stale', () => {
    const { feed, stale } = buildFeed({ ...feedFacts(1), heads: [] });
    expect([feed.entries.length, stale.length]).toEqual([0, 1]);
  });
});

describe('notices', () => {
  const at = '2026-03-08T00:00:00.000Z';

  test('a withdrawn release stays under its id, marked, without its text, and newer', () => {
    const { feed } = buildFeed(feedFacts(0, { heads: [withdrawn(0, at), nthHead(1)] }));
    const [, notice] = feed.entries;
    expect(notice).toMatchObject({
      uri: nthHead(0).uri,
      title: '[Withdrawn] Story 0',
      updatedAt: at,
      notice: 'withdrawn',
      publishedAt: nthHead(0).firstPublicAt,
    });
    expect(notice?.contentHtml).not.toContain('began this morning');
    const rendered = renderDocuments(feed);
    if (!rendered.ok) throw new Error(rendered.problem);
    expect(rendered.documents.atom).toContain(
      `<at:deleted-entry ref="${nthHead(0).uri}" when="${at}" xmlns:at=`,
    );
    expect(rendered.documents.atom.match(/at:deleted-entry ref/g)).toHaveLength(1);
  });

  test('a killed release says nothing of what it was', () => {
    const head = withdrawn(0, at, {
      state: 'killed',
      kind: 'kill',
      killed: { at, reason: 'court order 12' },
      categories: ['Secret'],
      authors: ['Hidden Author'],
    });
    const { feed } = buildFeed(feedFacts(0, { heads: [head] }));
    const rendered = renderDocuments(feed);
    if (!rendered.ok) throw new Error(rendered.problem);
    const all = Object.values(rendered.documents).join('');
    for (const said of ['Story 0', 'Secret', 'Hidden Author', 'court order']) expect(all).not.toContain(said);
    expect(feed.entries[0]?.title).toMatch(/^\[Killed\] /);
  });

  test('stands until LATEST says that it ended, whatever the time', () => {
    const noticeEndedAt = '2026-04-07T00:00:00.000Z';
    const ended = feedFacts(0, { heads: [withdrawn(0, at, { noticeEndedAt })] });
    const { feed, stale } = buildFeed(ended);
    expect([feed.entries.length, stale.length, feed.updatedAt]).toEqual([0, 1, noticeEndedAt]);
  });

  test('a release that had left the feed is noticed there while its pointer stands', () => {
    const { feed } = buildFeed(feedFacts(0, { heads: [withdrawn(0, at, { feeds: [] })] }));
    expect(feed.entries).toHaveLength(1);
  });
});

test('the note of a correction stands first in every text', () => {
  const head = nthHead(0, { kind: 'correction', note: 'The market has 40 stalls.', version: 2 });
  const content = contentOf(head, { summary: 'The market is open.' });
  const { feed } = buildFeed(feedFacts(0, { heads: [head], contentOf: () => content }));
  const rendered = renderDocuments(feed);
  if (!rendered.ok) throw new Error(rendered.problem);
  expect(rendered.documents.rss).toContain(
    '<description>Koreksi: The market has 40 stalls. — The market is open.</description>',
  );
  expect(feed.entries[0]?.contentHtml).toMatch(
    /^<p><strong>Koreksi:<\/strong> The market has 40 stalls\.<\/p>/,
  );
});

describe('limits', () => {
  test('at most 50 entries', () => {
    const { feed } = buildFeed(feedFacts(80));
    expect(feed.entries).toHaveLength(50);
    expect(feed.entries[0]?.releaseId).toBe('blora/story-79');
  });

  test.each(['plain words ', '"quoted" \\ ', '&amp;&lt;', 'é字😀', '<b></b>'])(
    'at most 250 KB in any format: %s',
    (unit) => {
      const bodyHtml = sanitizedHtmlSchema.parse(`<p>${unit.repeat(20_000 / unit.length)}</p>`);
      const title = '&<"'.repeat(60);
      const facts = feedFacts(50, {
        contentOf: (head) =>
          contentOf(head, { bodyHtml, headline: title, summary: title, categories: [title] }),
      });
      const rendered = renderDocuments(buildFeed(facts).feed);
      if (!rendered.ok) throw new Error(rendered.problem);
      for (const document of Object.values(rendered.documents)) {
        expect(Buffer.byteLength(document)).toBeLessThanOrEqual(250_000);
      }
    },
  );

  test('at most 250 KB with everything that an entry can have, under a long address', () => {
    const said = '&<"\u0001é字';
    const siteUrl = `https://${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.example`;
    const file = {
      key: `media/${'0'.repeat(64)}.jpg`,
      type: 'image/jpeg',
      bytes: 1e9,
      width: 1e4,
      height: 1e4,
    };
    const heads = Array.from({ length: 50 }, (_, n) =>
      nthHead(n, { kind: 'correction', note: said.repeat(20) }),
    );
    const facts = feedFacts(0, {
      feedId: 'network',
      siteUrl,
      heads,
      contentOf: (head) =>
        contentOf(head, {
          headline: said.repeat(20),
          summary: said.repeat(60),
          dateline: said,
          authors: Array.from({ length: 20 }, (_, n) => `${said}${n}`),
          categories: Array.from({ length: 40 }, (_, n) => `${said}${n}`),
          picture: { alt: said.repeat(9), caption: said.repeat(30), credit: said.repeat(9), file },
        }),
    });
    const { feed } = buildFeed(facts);
    const rendered = renderDocuments(feed);
    if (!rendered.ok) throw new Error(rendered.problem);
    const sizes = Object.values(rendered.documents).map((document) => Buffer.byteLength(document));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(250_000);
    expect(Math.max(...sizes)).toBeGreaterThan(100_000);
  });

  test('a text of 300 KB stands as its beginning and a link, and others stay', () => {
    const bodyHtml = sanitizedHtmlSchema.parse(`<p>${'word '.repeat(60_000)}</p>`);
    const facts = feedFacts(3, {
      contentOf: (head) => contentOf(head, head.releaseId === 'blora/story-2' ? { bodyHtml } : {}),
    });
    const { feed } = buildFeed(facts);
    expect(feed.entries).toHaveLength(3);
    expect(feed.entries[0]?.contentHtml).toContain(`<a href="${feed.entries[0]?.url}">`);
    expect(feed.entries[0]?.contentHtml.length).toBeLessThan(1_000);
  });
});

test('the order in which the facts arrive changes nothing', () => {
  const heads = [
    ...Array.from({ length: 12 }, (_, n) => nthHead(n)),
    withdrawn(12, '2026-03-08T00:00:00.000Z'),
  ];
  const facts = feedFacts(0, { heads });
  const expected = JSON.stringify(buildFeed(facts).feed);
  const order = fc.shuffledSubarray([...heads.keys()], { minLength: heads.length });
  fc.assert(
    fc.property(order, order, (pointerOrder, headOrder) => {
      const pointers = pointerOrder.map((n) => facts.pointers[n]!);
      const shuffled = headOrder.map((n) => heads[n]!);
      expect(JSON.stringify(buildFeed({ ...facts, pointers, heads: shuffled }).feed)).toBe(expected);
    }),
    { numRuns: 50 },
  );
});

test('updated never goes back behind what was shown', () => {
  const shownUpdatedAt = '2026-03-09T00:00:00.000Z';
  expect(buildFeed(feedFacts(1, { shownUpdatedAt })).feed.updatedAt).toBe(shownUpdatedAt);
});

test('a release whose content is missing is left out and named', () => {
  const facts = feedFacts(2, {
    newsrooms: [BLORA],
    contentOf: (head) => (head.releaseId === 'blora/story-1' ? undefined : contentOf(head)),
  });
  const { feed, incomplete } = buildFeed(facts);
  expect([feed.entries.length, incomplete]).toEqual([1, ['blora/story-1']]);
});
