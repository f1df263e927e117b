import { describe, expect, it } from 'vitest';
import { activityOf } from '#domain/api/activity.ts';
import { keptReceipt } from '#domain/receipt/kept-receipt.ts';
import { RECEIPT, aNetwork } from './a-network.ts';

const NOW = Date.parse('2026-03-01T08:07:00Z');

describe('activity', () => {
  it('counts each kind by its state in its step, and leaves out what is older or ahead', () => {
    const steps = activityOf(
      {
        uploads: [
          { at: '2026-03-01T08:06:00Z', state: 'refused' },
          { at: '2026-03-01T08:05:00Z', state: 'refused' },
          { at: '2026-03-01T08:04:59Z', state: 'published' },
          { at: '2026-03-01T07:54:59Z', state: 'published' },
        ],
        releases: [{ at: '2026-03-01T08:10:00Z', state: 'published' }],
        deliveries: [{ at: '2026-03-01T07:55:00.000Z', state: 'delivered' }],
      },
      { nowMs: NOW, stepMs: 300_000, steps: 3 },
    );
    expect(steps).toEqual([
      { at: '2026-03-01T07:55:00.000Z', uploads: {}, releases: {}, deliveries: { delivered: 1 } },
      { at: '2026-03-01T08:00:00.000Z', uploads: { published: 1 }, releases: {}, deliveries: {} },
      { at: '2026-03-01T08:05:00.000Z', uploads: { refused: 2 }, releases: {}, deliveries: {} },
    ]);
  });

  it('is that of the last hour, or of the last day', async () => {
    const { call, deps } = await aNetwork();
    const sums = (steps: Record<string, Record<string, number>>[]) =>
      ['uploads', 'releases', 'deliveries'].map((kind) =>
        steps.flatMap((step) => Object.values(step[kind] ?? {})).reduce((sum, one) => sum + one, 0),
      );
    const hour = (await call('GET', '/api/activity')).json;
    expect([hour.steps.length, hour.isPartial, sums(hour.steps)]).toEqual([12, false, [1, 1, 1]]);
    deps.clock.advance(2 * 3_600_000);
    expect(sums((await call('GET', '/api/activity?span=hour')).json.steps)).toEqual([0, 0, 0]);
    const day = (await call('GET', '/api/activity?span=day')).json;
    expect([day.steps.length, sums(day.steps)]).toEqual([24, [1, 1, 1]]);
  });

  it('is counted again after ten seconds, and says when it did not count all', async () => {
    const { call, deps } = await aNetwork();
    const uploads = async () => {
      const { json } = await call('GET', '/api/activity');
      const counts = json.steps.flatMap((step: { uploads: Record<string, number> }) =>
        Object.values(step.uploads),
      );
      return [counts.reduce((sum: number, one: number) => sum + one, 0), json.isPartial];
    };
    expect(await uploads()).toEqual([1, false]);
    for (let number = 0; number < 1_000; number += 1) {
      await deps.newsrooms.putReceipt(keptReceipt({ ...RECEIPT, versionId: `w${number}` }));
    }
    expect(await uploads()).toEqual([1, false]);
    deps.clock.advance(10_000);
    expect(await uploads()).toEqual([1_000, true]);
  });
});

describe('queues', () => {
  it('say what waits, what is dead, and since when work is overdue', async () => {
    const { call, deps } = await aNetwork();
    deps.queues.set('bulk', { waiting: 7, dead: 2 });
    const before = (await call('GET', '/api/queues')).json;
    expect(before.queues.map(({ name }: { name: string }) => name)).toEqual([
      'uploads',
      'conversions',
      'changes',
      'feeds',
      'urgent',
      'deliveries',
      'bulk',
    ]);
    expect(before.queues[6]).toEqual({ name: 'bulk', waiting: 7, underWay: 0, delayed: 0, dead: 2 });
    expect(before.overdueSince).toBeUndefined();
    const due = {
      kind: 'release' as const,
      n: 0,
      prompt: { prompt: 'release' as const, releaseId: 'blora/market', why: 'look' as const },
    };
    for (const [id, dueAt] of [
      ['a', '2026-03-01T07:58:00.000Z'],
      ['b', '2026-03-01T07:50:00.000Z'],
      ['c', '2026-03-01T09:00:00.000Z'],
    ]) {
      await deps.due.putDue({ ...due, id: id!, dueAt: dueAt! } as never);
    }
    expect((await call('GET', '/api/queues')).json.overdueSince).toBe('2026-03-01T07:50:00.000Z');
  });

  it('send their dead letters on their way again', async () => {
    const { call, deps } = await aNetwork();
    deps.queues.set('bulk', { dead: 2 });
    const { status, json } = await call('POST', '/api/queues/bulk/redrive');
    expect([status, json, deps.queues.redriven]).toEqual([202, { name: 'bulk', moving: 2 }, ['bulk']]);
    expect((await call('POST', '/api/queues/none/redrive')).status).toBe(404);
    const records = await deps.audit.list('2026-03-01', { limit: 100 });
    expect(records.at(-1)).toMatchObject({ action: 'queue.redrive', subject: 'bulk', detail: { dead: '2' } });
  });
});
