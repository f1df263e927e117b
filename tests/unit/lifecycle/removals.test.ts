import { describe, expect, it } from 'vitest';
import { BLORA } from '../../support/ingest-world.ts';
import { makeWholeWorld } from '../../support/whole-world.ts';

const DAY_MS = 86_400_000;
const keyOf = (n: number): string => `incoming/blora/cerita-${n}.txt`;
const textOf = (n: number): string => `Cerita nomor ${n}\n\nIsi cerita yang ke-${n} dari desa kami.\n`;
type World = Awaited<ReturnType<typeof makeWholeWorld>>;

async function withStories(count: number): Promise<World> {
  const world = await makeWholeWorld();
  await world.endpoint();
  for (let n = 1; n <= count; n += 1) await world.put(keyOf(n), textOf(n));
  return world;
}

const stateOf = async (world: World, n: number) => (await world.releases.getHead(`blora/cerita-${n}`))!;
const confirm = (n: number): string =>
  JSON.stringify({ command: 'confirm', releaseId: `blora/cerita-${n}`, reason: 'The desk meant it.' });
const withdrawals = (world: World): number =>
  world.shown.filter(
    ({ where, text }) => where.startsWith('https://daily') && text.includes('release.withdrawn'),
  ).length;

describe('a folder that was emptied', () => {
  it('loses three releases; from the fourth on a person is asked, in the order of the deletions', async () => {
    const world = await withStories(6);
    // All at once, and the looks come in another order than the deletions.
    for (const n of [6, 5, 4, 3, 2, 1]) {
      world.clock.advance(1_000);
      world.drop.remove(keyOf(n));
    }
    for (const n of [1, 2, 3, 4, 5, 6]) await world.event(keyOf(n));
    await world.pass(200_000);
    const states = await Promise.all([6, 5, 4, 3, 2, 1].map(async (n) => (await stateOf(world, n)).state));
    expect(states).toEqual(['withdrawn', 'withdrawn', 'withdrawn', 'published', 'published', 'published']);
    expect(withdrawals(world)).toBe(3);
    expect(await stateOf(world, 1)).toMatchObject({ version: 1, removal: { key: keyOf(1), why: 'many' } });
    const receipt = await world.receipt('blora/cerita-1.txt');
    expect(receipt).toMatchObject({ state: 'held', release: { id: 'blora/cerita-1' } });
    expect(receipt.findings[0]).toMatchObject({ code: 'E_REMOVAL_MANY', found: 'Cerita nomor 1' });
    expect(receipt.findings[0].remedy).toContain('/api/releases/blora/cerita-1/confirm');

    // Another look changes nothing.
    await world.prompts.send('uploads', [
      { prompt: 'release', releaseId: 'blora/cerita-1', why: 'deletion' },
    ]);
    await world.pass(DAY_MS);
    expect((await stateOf(world, 1)).state).toBe('published');

    // The operator confirms one, the author takes another back, the third goes on waiting.
    await world.put('commands/confirm-1.json', confirm(1));
    await world.put(keyOf(2), textOf(2));
    expect(await stateOf(world, 1)).toMatchObject({
      state: 'withdrawn',
      version: 2,
      withdrawn: { by: 'deletion' },
    });
    expect((await stateOf(world, 1)).note).toBeUndefined();
    expect(await stateOf(world, 2)).toMatchObject({ state: 'published', version: 1 });
    expect((await stateOf(world, 2)).removal).toBeUndefined();
    expect((await stateOf(world, 3)).removal).toBeDefined();
    expect(withdrawals(world)).toBe(4);
    await world.put('commands/confirm-2.json', confirm(2));
    expect((await stateOf(world, 2)).state).toBe('published');

    // What was confirmed is the author's deletion, which a newer upload restores.
    await world.put(keyOf(1), textOf(1));
    expect(await stateOf(world, 1)).toMatchObject({ state: 'published', kind: 'restore' });
  });

  it('is not one where ten minutes lie between, where the files moved, or where the newsroom says so', async () => {
    const slow = await withStories(5);
    for (let n = 1; n <= 5; n += 1) {
      await slow.remove(keyOf(n));
      await slow.pass(240_000);
    }
    expect((await stateOf(slow, 5)).state).toBe('withdrawn');

    const moved = await withStories(5);
    for (let n = 1; n <= 4; n += 1) {
      moved.drop.put(`incoming/blora/arsip/${n}.txt`, textOf(n));
      moved.drop.remove(keyOf(n));
      await moved.event(keyOf(n));
      await moved.event(`incoming/blora/arsip/${n}.txt`);
    }
    await moved.remove(keyOf(5));
    await moved.pass(200_000);
    const states = await Promise.all([1, 2, 3, 4, 5].map(async (n) => (await stateOf(moved, n)).state));
    expect(states).toEqual(['published', 'published', 'published', 'published', 'withdrawn']);

    const free = await withStories(5);
    await free.newsrooms.putNewsroom({ ...BLORA, rules: { confirmRemovals: false } });
    for (let n = 1; n <= 5; n += 1) await free.remove(keyOf(n));
    await free.pass(200_000);
    expect((await stateOf(free, 5)).state).toBe('withdrawn');
  });
});

describe('the removal of what has been public for more than seven days', () => {
  it('waits for a confirmation; a younger one does not', async () => {
    const world = await withStories(2);
    await world.pass(7 * DAY_MS - 120_000);
    await world.remove(keyOf(1));
    await world.pass(DAY_MS);
    await world.remove(keyOf(2));
    await world.pass(DAY_MS);
    expect((await stateOf(world, 1)).state).toBe('withdrawn');
    expect(await stateOf(world, 2)).toMatchObject({ state: 'published', removal: { why: 'old' } });
    expect((await world.receipt('blora/cerita-2.txt')).findings[0].code).toBe('E_REMOVAL_OLD');
    await world.put('commands/confirm.json', confirm(2));
    expect((await stateOf(world, 2)).state).toBe('withdrawn');
  });

  it('goes on waiting when the release expires meanwhile, and is confirmed all the same', async () => {
    const world = await withStories(0);
    await world.put(
      keyOf(1),
      `---\nexpires: 2026-03-10T08:00:00Z\ntitle: Cerita nomor 1\n---\n\n${textOf(1)}`,
    );
    await world.pass(8 * DAY_MS);
    await world.remove(keyOf(1));
    await world.pass(2 * DAY_MS);
    expect(await stateOf(world, 1)).toMatchObject({ state: 'expired', removal: { why: 'old' } });
    await world.put('commands/confirm.json', confirm(1));
    expect((await stateOf(world, 1)).state).toBe('withdrawn');
  });

  it('does not wait where its file only took another id', async () => {
    const world = await withStories(1);
    await world.pass(8 * DAY_MS);
    await world.put(keyOf(1), `---\nid: nama-lain\ntitle: Cerita nomor 1\n---\n\n${textOf(1)}`);
    await world.pass(120_000);
    expect((await stateOf(world, 1)).state).toBe('withdrawn');
  });
});
