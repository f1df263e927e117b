import { describe, expect, it } from 'vitest';
import { dumpOf, makeWholeWorld, WORLD_START } from '../../support/whole-world.ts';

const KEY = 'incoming/blora/pasar.md';
const text = (words: string, change = ''): string =>
  `---\ntitle: Pasar Sidomakmur buka\n${change}\n---\n\nPedagang kembali ke los ${words} mulai pagi ini.\n`;
const UPLOADS = [
  text('lama'),
  text('baru', 'change: minor'),
  text('besar', 'expires: 2027-01-01 00:00'),
  text('besar', 'change: {kind: correction, note: "Los besar, bukan baru."}'),
];

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

/** Uploads happen seven minutes apart; each event comes after its upload, otherwise in the order given, some twice. */
async function run(order: readonly number[]) {
  const world = await makeWholeWorld();
  const endpoint = await world.endpoint();
  let uploaded = 0;
  for (const [place, which] of order.entries()) {
    for (; uploaded <= which; uploaded += 1) {
      await world.pass(Math.max(0, WORLD_START + uploaded * 420_000 - world.clock.now()));
      world.drop.put(KEY, UPLOADS[uploaded]!);
    }
    await world.event(KEY);
    if (place % 2 === 1) await world.event(KEY);
    await world.pass(7_000);
  }
  await world.pass(7_200_000);
  const { rev: _rev, ...head } = (await world.releases.getHead('blora/pasar'))!;
  const versions = await world.releases.getVersions(
    [1, 2, 3, 4, 5].map((version) => ({ releaseId: 'blora/pasar', version })),
  );
  return {
    final: {
      head,
      versions,
      site: await dumpOf(world.site),
      receipts: await dumpOf(world.ingestDeps.receipts),
      source: (await world.sources.getSource(KEY))?.taken,
    },
    sent: world.sentTo(endpoint.url),
    repairs: world.repairs,
  };
}

describe('four uploads of one key', () => {
  it('end as the same bytes everywhere in all 24 orders of their events, some of them twice', async () => {
    const [usual, ...others] = await Promise.all(permutations([0, 1, 2, 3]).map(run));
    expect(others).toHaveLength(23);
    expect(usual!.repairs).toEqual([]);
    expect(usual!.final.head).toMatchObject({ version: 4, kind: 'correction' });
    expect(Object.keys(usual!.final.site)).toEqual(
      expect.arrayContaining([1, 2, 3, 4].map((n) => expect.stringMatching(new RegExp(`/v${n}\\.json$`)))),
    );
    for (const { final, sent, repairs } of others) {
      expect(final).toEqual(usual!.final);
      expect(sent.at(-1)).toMatch(/@4$/);
      const versions = sent.map((told) => Number(told.split('@')[1]));
      expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
      // Only where an event came after the look of the upload before it, which then took the upload in.
      if (!repairs.includes('upload')) expect(repairs).toEqual([]);
    }
  });
});
