import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Head } from '#domain/release/head.ts';
import { makeIngestWorld } from '../../support/ingest-world.ts';

const KEYS = ['incoming/blora/a.txt', 'incoming/blora/b.txt'] as const;
const TEXTS = [
  'Pasar buka\n\nPedagang kembali ke los yang sama.\n',
  'Pasar buka\n\nPedagang kembali ke los yang baru.\n',
  '---\ntitle: Air bersih\nid: air\n---\n\nTruk tangki datang setiap Selasa.\n',
  'RALAT: Hari Rabu.\n\nPasar buka\n\nPedagang kembali ke los yang sama hari Rabu.\n',
] as const;
const SECRET = 'Harga beras';
const WAITS = ['embargo', 'publishAt'] as const;

const key = fc.constantFrom(...KEYS);
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('put' as const), key, text: fc.nat(TEXTS.length - 1) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      key,
      how: fc.constantFrom(...WAITS),
      minutes: fc.integer({ min: 1, max: 90 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('remove' as const), key }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('command' as const),
      command: fc.constantFrom('withdraw', 'withdraw', 'kill', 'confirm'),
      releaseId: fc.constantFrom('blora/a', 'blora/b', 'blora/air'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 60 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again' as const), key }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type World = Awaited<ReturnType<typeof makeIngestWorld>>;

const RELEASES = ['blora/a', 'blora/b', 'blora/air'];
const headsOf = async (world: World): Promise<Map<string, Head>> =>
  new Map((await world.deps.releases.getHeads(RELEASES)).map((head) => [head.releaseId, head]));

/** What the world is told; of what was refused or superseded LATEST may keep the trace. */
const saidOf = (heads: Map<string, Head>) =>
  [...heads.values()].map(({ rev: _rev, sources: _sources, uploadedAt: _uploadedAt, ...said }) => said);

async function take(world: World, one: Step, count: number): Promise<void> {
  switch (one.do) {
    case 'put':
      await world.put(one.key, TEXTS[one.text]!);
      return;
    case 'wait': {
      const until = new Date(world.clock.now() + one.minutes * 60_000).toISOString();
      await world.put(one.key, `---\ntitle: Rahasia\n${one.how}: ${until}\n---\n\n${SECRET} ${count}.\n`);
      return;
    }
    case 'remove':
      return world.remove(one.key);
    case 'command': {
      const { command, releaseId } = one;
      await world.put(`commands/${count}.json`, JSON.stringify({ command, releaseId, reason: 'Because.' }));
      // A kill prompts the other releases that carry the same words.
      return world.pass(0);
    }
    case 'pass':
      return world.pass(one.minutes * 60_000);
    case 'again': {
      // A worker died before SOURCE said that the key is taken: everything is done again.
      const source = await world.deps.sources.getSource(one.key);
      if (source === undefined) return;
      const { taken: _taken, ...rest } = source;
      await world.deps.sources.putSource({ ...rest, rev: source.rev + 1 }, source.rev);
      return world.ingest({ prompt: 'key', key: one.key });
    }
  }
}

function follows(before: Head, after: Head, one: Step, nowMs: number): void {
  expect(after.version).toBeGreaterThanOrEqual(before.version);
  expect(after.rev).toBeGreaterThanOrEqual(before.rev);
  if (before.state === 'killed') expect(after.state).toBe('killed');
  if (before.firstPublicAt !== undefined) expect(after.firstPublicAt).toBe(before.firstPublicAt);
  const wasGone = before.state === 'withdrawn';
  const isBack = after.state !== 'withdrawn' && after.state !== 'killed';
  if (wasGone && isBack) expect(after.upload.at > before.upload.at || one.do === 'pass').toBe(true);
  const waited = before.state === 'scheduled' || before.state === 'embargoed';
  const time = before.publishAt ?? before.embargoedUntil;
  if (waited && after.kind === 'lift' && after.version > before.version)
    expect(Date.parse(time!)).toBeLessThanOrEqual(nowMs);
}

describe('any history', () => {
  it('keeps its versions in order, its kills for ever, its secrets until their time, and is the same done twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const world = await makeIngestWorld();
        for (const [count, one] of steps.entries()) {
          const before = await headsOf(world);
          await take(world, one, count);
          const after = await headsOf(world);
          for (const [id, head] of before) follows(head, after.get(id)!, one, world.clock.now());
          if (one.do === 'again') expect(saidOf(after)).toEqual(saidOf(before));
          for (const head of after.values()) {
            expect(head.chain.map(({ version }) => version)).toEqual(
              head.chain.map(({ version }) => version).toSorted((a, b) => a - b),
            );
            if (head.firstPublicAt === undefined) continue;
            expect(Date.parse(head.firstPublicAt)).toBeLessThanOrEqual(world.clock.now());
          }
          for (const objectKey of await world.deps.site.list('', { limit: 1_000 })) {
            const said = (await world.page(objectKey)) ?? '';
            const place = [...after.values()].find(({ uri }) => said.includes(uri));
            if (!said.includes(SECRET) || place === undefined) continue;
            expect(place.firstPublicAt).toBeDefined();
          }
        }
      }),
      { numRuns: 120 },
    );
  });
});
