import { describe, expect, it } from 'vitest';
import { pageKey } from '#domain/site/paths.ts';
import { makeWholeWorld, WORLD_START, type Shown } from '../../support/whole-world.ts';

const KEY = 'incoming/blora/pasar.txt';
const SECRET = 'Pasar Sidomakmur dipindahkan';
const iso = (ms: number): string => new Date(ms).toISOString();
const text = (until: number, words = 'Isi rahasia.'): string =>
  `EMBARGOED UNTIL ${iso(until)}\n\n${SECRET}\n\n${words}\n`;
/** The author's own receipts are the only ones that may tell of it. */
const isAuthors = ({ where }: Shown): boolean => where.startsWith('receipts/receipts/blora/pasar.');
const speaks = ({ text: said }: Shown): boolean => said.includes(SECRET) || said.includes('Isi rahasia');

const HOLD = { endpointId: 'ep-hold', url: 'https://hold.example/' };
const THIN = { endpointId: 'ep-thin', url: 'https://thin.example/', embargo: 'advance' } as const;
const ADVANCE = {
  endpointId: 'ep-advance',
  url: 'https://advance.example/',
  embargo: 'advance',
  format: 'ninjs',
} as const;

describe('an embargo', () => {
  it.each([
    ['no skew', {}],
    [
      'ingest 5 s fast, the rest 5 s slow',
      { ingest: 5_000, announce: -5_000, deliver: -5_000, clock: -5_000 },
    ],
    ['ingest 5 s slow, the rest 5 s fast', { ingest: -5_000, announce: 5_000, deliver: 5_000, clock: 5_000 }],
    ['the clock 5 s fast, ingest 5 s fast', { ingest: 5_000, clock: 5_000 }],
  ])('shows nowhere before its time, and everywhere soon after: %s', async (_, skew) => {
    for (const aheadMs of [20_000, 90_000, 7_200_000]) {
      const world = await makeWholeWorld(skew);
      for (const endpoint of [HOLD, THIN, ADVANCE]) await world.endpoint(endpoint);
      const until = WORLD_START + 1_000 + aheadMs;
      await world.put('incoming/blora/lain.txt', 'Lain\n\nTeks lain yang sudah terbit.\n');
      await world.put(KEY, text(until));
      await world.put('incoming/harbour/after.txt', 'After\n\nA text that came after it.\n');
      const others = ['published@1', 'published@1'];
      await world.pass(until + 30_000 - world.clock.now());
      const told = world.shown.filter((one) => speaks(one) && !isAuthors(one));
      const early = told.filter(({ atMs, where }) => atMs < until && where !== ADVANCE.url);
      expect(early).toEqual([]);
      expect(await world.receipt('blora/pasar.txt')).toMatchObject({ state: 'embargoed' });
      const head = (await world.releases.getHead('blora/pasar'))!;
      expect(head).toMatchObject({ state: 'published', kind: 'lift', version: 2 });
      expect(Date.parse(head.firstPublicAt!)).toBe(Math.floor(until / 1000) * 1000);
      const first = (where: string): number =>
        Math.min(...told.filter((one) => one.where === where).map(({ atMs }) => atMs));
      const slow = Math.max(0, -Math.min(0, ...Object.values(skew)));
      expect(first(`site/${pageKey(head)}`) - until).toBeLessThanOrEqual(4_000 + slow);
      for (const feed of ['feed.xml', 'atom.xml', 'feed.json', 'n/blora/feed.xml'])
        expect(first(`site/${feed}`) - until).toBeLessThanOrEqual(6_000 + slow);
      expect(first(HOLD.url) - until).toBeLessThanOrEqual(2_000 + slow);
      expect(world.sentTo(HOLD.url).toSorted()).toEqual([...others, 'published@2']);
      expect(world.sentTo(THIN.url).toSorted()).toEqual([...others, 'published@2']);
      expect(world.sentTo(ADVANCE.url).toSorted()).toEqual(['embargoed@1', ...others, 'published@2']);
      expect(told.filter(({ where, atMs }) => where === ADVANCE.url && atMs < until)).toHaveLength(1);
    }
  });

  it('is moved, and lifted, by a newer upload before its time, and only then', async () => {
    const world = await makeWholeWorld();
    await world.put(KEY, text(WORLD_START + 3_600_000));
    await world.put(KEY, text(WORLD_START + 7_200_000));
    expect(await world.receipt('blora/pasar.txt')).toMatchObject({ state: 'embargoed' });
    await world.pass(5_400_000);
    expect(await world.releases.getHead('blora/pasar')).toMatchObject({ state: 'embargoed', version: 2 });
    await world.put(KEY, `${SECRET}\n\nIsi rahasia.\n`);
    expect(await world.releases.getHead('blora/pasar')).toMatchObject({ state: 'published', version: 3 });
    await world.put(KEY, text(WORLD_START + 99_000_000, 'Isi rahasia, dengan jam baru.'));
    const receipt = await world.receipt('blora/pasar.txt');
    expect(receipt).toMatchObject({ state: 'refused' });
    expect(receipt.findings[0].code).toBe('E_ALREADY_PUBLIC');
  });

  it('that is withdrawn or killed was never there for anybody but the advance partner', async () => {
    for (const end of ['withdraw', 'kill', 'delete'] as const) {
      const world = await makeWholeWorld();
      for (const endpoint of [HOLD, ADVANCE]) await world.endpoint(endpoint);
      await world.put(KEY, text(WORLD_START + 3_600_000));
      if (end === 'delete') await world.remove(KEY);
      else
        await world.put(
          `commands/${end}.json`,
          JSON.stringify({ command: end, releaseId: 'blora/pasar', reason: 'Salah kirim.' }),
        );
      await world.pass(7_200_000);
      expect(await world.dump()).toEqual({});
      expect(world.sentTo(HOLD.url)).toEqual([]);
      expect(world.sentTo(ADVANCE.url)).toEqual(['embargoed@1', end === 'kill' ? 'killed@2' : 'withdrawn@2']);
    }
  });

  it('of the past is no embargo, and its author is told so once', async () => {
    const world = await makeWholeWorld();
    await world.put(KEY, text(WORLD_START - 60_000));
    const head = await world.releases.getHead('blora/pasar');
    expect(head).toMatchObject({ state: 'published', version: 1, kind: 'first' });
    expect(Date.parse(head!.firstPublicAt!)).toBe(WORLD_START + 1_000);
    const codes = async (): Promise<string[]> =>
      (await world.receipt('blora/pasar.txt')).findings.map(({ code }: { code: string }) => code);
    expect(await codes()).toContain('W_EMBARGO_OVER');
    await world.put(KEY, text(WORLD_START - 60_000, 'Isi rahasia yang diperbarui.'));
    expect(await codes()).not.toContain('W_EMBARGO_OVER');
  });
});

describe('a schedule', () => {
  it('lets nothing leave, not even to advance partners, and a text dated ahead is one', async () => {
    for (const key of ['publishAt', 'date']) {
      const world = await makeWholeWorld();
      await world.endpoint(ADVANCE);
      const until = WORLD_START + 1_800_000;
      const front = `---\ntitle: ${SECRET}\n${key}: ${iso(until)}\n---\n\nIsi rahasia.\n`;
      await world.put('incoming/blora/pasar.md', front);
      expect(await world.receipt('blora/pasar.md')).toMatchObject({ state: 'scheduled' });
      await world.pass(1_700_000);
      expect(world.shown.filter((one) => speaks(one) && !isAuthors(one))).toEqual([]);
      await world.pass(120_000);
      expect(world.sentTo(ADVANCE.url)).toEqual(['published@2']);
    }
  });
});
