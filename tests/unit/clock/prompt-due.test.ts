import { expect, it } from 'vitest';
import { makeMemoryClock } from '#adapters/memory/clock.ts';
import { makeMemoryDueStore } from '#adapters/memory/due-store.ts';
import { makeMemoryPrompts } from '#adapters/memory/prompts.ts';
import { DUE_SHARDS } from '#ports/due-store.ts';
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
