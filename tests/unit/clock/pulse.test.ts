import { expect, test } from 'vitest';
import { PULSE_KEY, PULSE_RECEIPT_KEY } from '#domain/pulse/pulse.ts';
import { TransientError } from '#platform/errors.ts';
import { pulse } from '../../../functions/clock/pulse.ts';
import { makeIngestWorld } from '../../support/ingest-world.ts';

/** A clock and ingest on one drop bucket, which tells ingest unless `deaf`. */
async function aPulsingWorld() {
  const world = await makeIngestWorld();
  const { deps, drop, clock } = world;
  const noted: number[] = [];
  const failed: unknown[] = [];
  const told = { deaf: false };
  const dropped = {
    head: (key: string) => deps.receipts.head(key),
    put: async (...[key, object, condition]: Parameters<typeof deps.receipts.put>) => {
      const answer = await deps.receipts.put(key, object, condition);
      drop.put(key, object.body);
      clock.advance(3_000);
      if (!told.deaf) await world.ingest({ prompt: 'key', key });
      return answer;
    },
  };
  return {
    ...world,
    noted,
    failed,
    told,
    async minutes(count: number) {
      for (let minute = 0; minute < count; minute += 1) {
        await pulse({
          clock,
          dropped,
          notePulse: (seconds) => noted.push(seconds),
          noteFailed: (error) => failed.push(error),
        });
        clock.advance(60_000);
      }
    },
  };
}

test('goes every five minutes, and its answer is measured', async () => {
  const world = await aPulsingWorld();
  await world.minutes(11);
  expect(await world.drop.listVersions(PULSE_KEY)).toHaveLength(3);
  expect(world.noted).toEqual(Array.from({ length: 10 }, () => 3));
});

test('ages while nobody answers, and no other goes; the answer that comes late is measured', async () => {
  const world = await aPulsingWorld();
  world.told.deaf = true;
  await world.minutes(10);
  expect(await world.drop.listVersions(PULSE_KEY)).toHaveLength(1);
  expect(world.noted.at(-1)).toBe(543);
  world.told.deaf = false;
  await world.ingest({ prompt: 'key', key: PULSE_KEY });
  await world.minutes(2);
  expect(world.noted.slice(-2)).toEqual([603, 3]);
});

test('fails by itself: the tick stands, nothing is measured, and the next goes', async () => {
  const world = await aPulsingWorld();
  await world.minutes(2);
  const { receipts } = world.deps;
  const refusal = new TransientError('HeadObject got no answer', { code: 'ETIMEDOUT' });
  world.deps.receipts = { ...receipts, head: () => Promise.reject(refusal) };
  await world.minutes(2);
  expect(world.failed).toEqual([refusal, refusal]);
  expect(world.noted).toEqual([3]);
  world.deps.receipts = receipts;
  await world.minutes(2);
  expect(await world.drop.listVersions(PULSE_KEY)).toHaveLength(2);
});

test('is read, cleaned and decided like any text, and leaves one receipt and nothing else', async () => {
  const world = await aPulsingWorld();
  await world.minutes(6);
  const { deps } = world;
  const receipt = await world.receipt('_check/_pulse/pulse.md');
  expect(receipt).toMatchObject({ state: 'checked', would: 'published', findings: [] });
  expect(await deps.receipts.list('', { limit: 10 })).toEqual([PULSE_KEY, PULSE_RECEIPT_KEY].toSorted());
  expect(await deps.site.list('', { limit: 10 })).toEqual([]);
  for (const queue of ['uploads', 'conversions', 'changes', 'feeds'] as const) {
    expect(world.prompts.sent(queue)).toEqual([]);
  }
  for (let shard = 0; shard < 16; shard += 1) expect(await world.due.listDue(shard, '9999', 10)).toEqual([]);
  expect(await deps.releases.getHead('_pulse/pulse')).toBeUndefined();
  expect(await deps.newsrooms.getNewsroom('_pulse')).toBeUndefined();
  expect(await deps.newsrooms.listReceipts('_pulse', { limit: 10 })).toEqual([]);
});
