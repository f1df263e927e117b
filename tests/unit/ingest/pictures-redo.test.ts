import { beforeAll, describe, expect, it } from 'vitest';
import { aPhoto } from '../../support/a-photo.ts';
import { CutOff, makePictureWorld } from '../../support/picture-world.ts';

const MINUTE = 60_000;
const WRITES = ['put', 'putSource', 'putClaim', 'putHead', 'putVersion', 'putDue', 'remove', 'send'] as const;
const STORES = ['receipts', 'site', 'sources', 'releases', 'due', 'prompts'] as const;

let photo: Buffer;
let other: Buffer;
beforeAll(async () => {
  photo = await aPhoto({ width: 16, height: 8 });
  other = await aPhoto({ colour: '#993333', width: 16, height: 8 });
});

type World = Awaited<ReturnType<typeof makePictureWorld>>;

const text = (front: string): string => `---\ntitle: Pasar buka\n${front}---\n\nPedagang kembali.\n`;

/** Early, late, missing, replaced, withdrawn and deleted pictures. */
async function live(world: World): Promise<void> {
  await world.drop('incoming/blora/a.jpg', photo);
  await world.drop('incoming/blora/a.md', text(''));
  await world.drop('incoming/blora/b.md', text('picture: foto.jpg\nid: b\nsummary: Kedua\n'));
  await world.wait(16 * MINUTE);
  await world.drop('incoming/blora/foto.jpg', other);
  await world.drop('incoming/blora/a.jpg', other);
  const body = JSON.stringify({ command: 'withdraw', releaseId: 'blora/a', reason: 'x' });
  await world.drop('commands/w.json', body);
  await world.drop('incoming/blora/c.jpg', photo);
  await world.drop('incoming/blora/c.md', text('summary: Ketiga\nid: c\n'));
  await world.take('incoming/blora/c.jpg');
  await world.wait(MINUTE);
}

/** What readers and the table have in the end. */
async function outcome(world: World) {
  const heads = await Promise.all(['a', 'b', 'c'].map((name) => world.head(name)));
  return {
    media: await world.media(),
    heads: heads.map((head) => head && [head.state, head.kind, head.hash, head.picture]),
    contents: await Promise.all(['a', 'b', 'c'].map((name) => world.content(name))),
    pages: await world.deps.site
      .list('n/', { limit: 100 })
      .then((keys) => keys.filter((key) => !key.includes('/v'))),
  };
}

/** Cuts the worker off before or after its nth write; gives how many there were. */
function cutOffAt(world: World, nth: number, when: 'before' | 'after'): () => number {
  let writes = 0;
  const deps = world.deps as unknown as Record<string, object>;
  for (const name of STORES) {
    const store = { ...deps[name] } as Record<string, (...args: unknown[]) => Promise<unknown>>;
    for (const write of WRITES) {
      const original = store[write];
      if (original === undefined) continue;
      store[write] = async (...args) => {
        writes += 1;
        const isCut = writes === nth;
        if (isCut && when === 'before') throw new CutOff();
        const answer = await original(...args);
        if (isCut) throw new CutOff();
        return answer;
      };
    }
    deps[name] = store;
  }
  return () => writes;
}

describe('a worker that is cut off at any write, and comes again', () => {
  it.each(['before', 'after'] as const)(
    '%s it, leaves what an unbroken one leaves',
    async (when) => {
      const whole = await makePictureWorld();
      const count = cutOffAt(whole, 0, when);
      await live(whole);
      const expected = await outcome(whole);
      expect(expected.media).toHaveLength(2);
      expect(expected.heads.map((head) => head?.slice(0, 2))).toEqual([
        ['withdrawn', 'withdrawal'],
        ['published', 'minor'],
        ['published', 'minor'],
      ]);
      const writes = count();
      expect(writes).toBeGreaterThan(60);
      for (let nth = 1; nth <= writes; nth += 1) {
        const world = await makePictureWorld();
        cutOffAt(world, nth, when);
        await live(world);
        expect({ nth, ...(await outcome(world)) }).toEqual({ nth, ...expected });
      }
    },
    120_000,
  );
});
