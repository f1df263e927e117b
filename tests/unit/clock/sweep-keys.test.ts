import { expect, test } from 'vitest';
import { makeMemoryCursorStore } from '#adapters/memory/cursor-store.ts';
import { sweepKeys } from '../../../functions/clock/sweep-keys.ts';
import { makeIngestWorld } from '../../support/ingest-world.ts';

/** Three pages: one of what authors uploaded, one of what operators commanded, one of what is to be checked. */
async function aWorldThatIsSwept() {
  const world = await makeIngestWorld();
  const deps = { ...world.deps, due: world.due, cursors: makeMemoryCursorStore() };
  const sweep = async () => {
    world.clock.advance(180_000);
    for (let page = 0; page < 3; page += 1) await sweepKeys(deps);
    return world.prompts.take('uploads').map(({ prompt }) => prompt);
  };
  return { ...world, sweep };
}

test('an upload whose event was lost is prompted, and counted as a repair', async () => {
  const world = await aWorldThatIsSwept();
  const { drop, sweep, repairs } = world;
  await world.put('incoming/blora/a.txt', 'Pasar buka lagi\n\nPasar buka lagi mulai Senin.');
  drop.put('incoming/blora/b.txt', 'Pasar tutup\n\nPasar tutup mulai Senin.');
  expect(await sweep()).toEqual([{ prompt: 'key', key: 'incoming/blora/b.txt' }]);
  expect(repairs).toEqual(['lost-upload']);
});

test('a file to be checked whose event was lost is prompted', async () => {
  const world = await aWorldThatIsSwept();
  await world.put('check/blora/a.txt', 'Pasar buka lagi\n\nPasar buka lagi mulai Senin.');
  world.drop.put('check/blora/b.txt', 'Pasar tutup\n\nPasar tutup mulai Senin.');
  expect(await world.sweep()).toEqual([{ prompt: 'key', key: 'check/blora/b.txt' }]);
});

test('a command that waits for its release is asked again, and is no repair', async () => {
  const { drop, ingest, sweep, repairs } = await aWorldThatIsSwept();
  const prompt = { prompt: 'key', key: 'commands/2026-03-01T08:00:00.000Z-1.json' } as const;
  drop.put(prompt.key, JSON.stringify({ command: 'withdraw', releaseId: 'blora/pasar', reason: 'Salah.' }));
  expect(await sweep()).toEqual([prompt]);
  expect(repairs).toEqual(['lost-upload']);
  await ingest(prompt);
  expect(await sweep()).toEqual([prompt]);
  expect(repairs).toEqual(['lost-upload']);
});

test('what comes later under the key of a command that was carried out is no repair', async () => {
  const world = await aWorldThatIsSwept();
  const { drop, ingest, sweep, repairs } = world;
  await world.put('incoming/blora/pasar.txt', 'Pasar buka lagi\n\nPasar buka lagi mulai Senin.');
  const [key, other] = [
    'commands/2026-03-01T09:00:00.000Z-1.json',
    'commands/2026-03-01T09:00:00.000Z-2.json',
  ];
  const text = JSON.stringify({ command: 'withdraw', releaseId: 'blora/pasar', reason: 'Salah.' });
  for (const each of [key, other]) {
    drop.put(each, text);
    await ingest({ prompt: 'key', key: each });
  }
  drop.remove(key);
  drop.put(other, `${text} `);
  expect(await sweep()).toEqual([]);
  expect(repairs).toEqual([]);
});
