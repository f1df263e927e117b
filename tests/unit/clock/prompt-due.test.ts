import { expect, it } from 'vitest';
import { makeMemoryClock } from '#adapters/memory/clock.ts';
import { makeMemoryDueStore } from '#adapters/memory/due-store.ts';
import { makeMemoryPrompts } from '#adapters/memory/prompts.ts';
import { shardOf } from '#adapters/shard-of.ts';
import { DUE_SHARDS } from '#ports/due-store.ts';
import type { Prompts } from '#ports/prompts.ts';
import { promptDue } from '../../../functions/clock/prompt-due.ts';

const DUE_AT = '2026-03-01T08:00:00.000Z';
const PROMPT = { prompt: 'release', releaseId: 'blora/pasar', why: 'look', look: 1 } as const;
const ITEM = {
  dueAt: DUE_AT,
  kind: 'look',
  id: 'blora/pasar',
  n: '1',
  queue: 'uploads',
  prompt: PROMPT,
} as const;

async function makeDueWorld() {
  const clock = makeMemoryClock(Date.parse(DUE_AT));
  const due = makeMemoryDueStore();
  const prompts = makeMemoryPrompts({ clock });
  await due.putDue(ITEM);
  const left = async (): Promise<number> => {
    const shards = Array.from({ length: DUE_SHARDS }, (_, shard) => due.listDue(shard, '9', 10));
    return (await Promise.all(shards)).flat().length;
  };
  return { clock, due, prompts, left, sent: () => prompts.take('uploads').map(({ prompt }) => prompt) };
}

it('sends what is due and forgets it', async () => {
  const world = await makeDueWorld();
  expect(await promptDue(world)).toBe(1);
  expect([world.sent(), await world.left()]).toEqual([[PROMPT], 0]);
});

it('keeps what could not be sent', async () => {
  const world = await makeDueWorld();
  const prompts = { ...world.prompts, send: () => Promise.reject(new Error('throttled')) };
  await expect(promptDue({ ...world, prompts })).rejects.toThrow('throttled');
  expect(await world.left()).toBe(1);
});

it('sends again what it was cut off from forgetting', async () => {
  const world = await makeDueWorld();
  const due = { ...world.due, removeDue: () => Promise.reject(new Error('cut off')) };
  await expect(promptDue({ ...world, due })).rejects.toThrow('cut off');
  expect([world.sent(), await world.left()]).toEqual([[PROMPT], 1]);
  await promptDue(world);
  expect([world.sent(), await world.left()]).toEqual([[PROMPT], 0]);
});

/** Looks that are overdue, all in one shard. */
async function aHeap(size: number) {
  const world = await makeDueWorld();
  await promptDue(world);
  world.prompts.take('uploads');
  for (let n = 1; n <= size; n += 1) await world.due.putDue({ ...ITEM, n: String(n) });
  const calls: number[] = [];
  const prompts: Prompts = {
    send: (queue, sent, options) => {
      calls.push(sent.length);
      return world.prompts.send(queue, sent, options);
    },
  };
  return { ...world, prompts, calls };
}

it('sends a heap in tens', async () => {
  const world = await aHeap(65);
  expect(await promptDue(world)).toBe(65);
  expect(world.calls).toEqual([10, 10, 10, 10, 10, 10, 5]);
  expect(await world.left()).toBe(0);
});

it('sends together only what has one queue and one delay', async () => {
  const world = await makeDueWorld();
  const inTwoMinutes = new Date(world.clock.now() + 120_000).toISOString();
  await world.due.putDue({ ...ITEM, dueAt: inTwoMinutes, n: '2' });
  await world.due.putDue({
    ...ITEM,
    queue: 'changes',
    prompt: { prompt: 'announce', releaseId: 'blora/pasar' },
  });
  await world.due.putDue({ ...ITEM, n: '3' });
  expect(await promptDue(world)).toBe(3);
  expect(world.prompts.sent('uploads').map(({ delaySeconds }) => delaySeconds)).toEqual([0, 120]);
  expect(world.prompts.sent('changes')).toHaveLength(1);
});

it('forgets the tens that were sent, though the next could not be', async () => {
  const world = await aHeap(25);
  const send: Prompts['send'] = (...args) =>
    world.calls.length === 1 ? Promise.reject(new Error('throttled')) : world.prompts.send(...args);
  await expect(promptDue({ ...world, prompts: { send } })).rejects.toThrow('throttled');
  expect(await world.due.listDue(shardOf(ITEM.id, DUE_SHARDS), '9', 100)).toHaveLength(15);
});

it('leaves the rest of a heap to the next tick when its time is up', async () => {
  const world = await aHeap(1_000);
  const slow: Prompts = {
    send: (...args) => {
      world.clock.advance(1_000);
      return world.prompts.send(...args);
    },
  };
  const sent = await promptDue({ ...world, prompts: slow });
  expect(sent).toBeGreaterThan(200);
  expect(sent).toBeLessThan(600);
  expect(sent + (await promptDue(world))).toBe(1_000);
});
