import { afterEach, describe, expect, it } from 'vitest';
import { makeGuardedSender, SENDER_LIMITS } from '#adapters/http/guarded-sender.ts';
import { WITH_LOOPBACK } from '#domain/webhook/address.ts';
import { makeDeliveryWorld, RELEASE } from '../../support/delivery-world.ts';
import { HOSTILE, startReceiver } from '../../support/hostile-receivers.ts';

/** Long enough that a busy machine gets everything done that does not hang. */
const LIMITS = { totalMs: 4_000 };
const MEGABYTE = 1024 * 1024;

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

/** What stands in the log afterwards; an answer of 2xx is one, however it ends. */
const LOGGED: Record<string, object | 'delivered'> = {
  silent: { why: 'time-out', phase: 'headers' },
  'header drip': { why: 'time-out', phase: 'headers' },
  'body drip': { why: 'time-out', phase: 'body' },
  '103 flood': { why: 'time-out', phase: 'headers' },
  'infinite body': 'delivered',
  'gzip bomb': 'delivered',
  'huge headers': { why: 'broken', detail: 'UND_ERR_HEADERS_OVERFLOW' },
  garbage: { why: 'broken' },
  'lying length': { why: 'broken' },
  'redirect to metadata': {
    why: 'redirect',
    status: 307,
    responseHeaders: expect.objectContaining({ location: 'http://169.254.169.254/' }) as object,
  },
};

describe('deliver before a hostile receiver', () => {
  it('ends a whole attempt after 15 s by its limits, and a connection sooner', () => {
    const { dnsMs, connectMs, tlsMs, totalMs } = SENDER_LIMITS;
    expect(totalMs).toBeLessThanOrEqual(15_000);
    expect(dnsMs + connectMs + tlsMs).toBeLessThan(totalMs);
  });

  it('says what happened, keeps its retry and its memory, and follows nothing: ten at once', async () => {
    const names = Object.keys(HOSTILE);
    expect(names).toEqual(Object.keys(LOGGED));
    const sender = makeGuardedSender({ urlPolicy: WITH_LOOPBACK, limits: LIMITS });
    opened.push(sender);
    const world = makeDeliveryWorld();
    world.deliverDeps.sender = sender;
    const receivers = await Promise.all(names.map((name) => startReceiver(HOSTILE[name]!)));
    opened.push(...receivers);
    for (const [n, { url }] of receivers.entries()) await world.endpoint({ endpointId: `ep-${n}`, url });
    await world.publish();
    const heapBefore = process.memoryUsage().heapUsed;
    await Promise.all(
      names.map((_, n) =>
        world.handle({
          queue: 'deliveries',
          prompt: { prompt: 'deliver', releaseId: RELEASE, endpointId: `ep-${n}` },
          visibleAtMs: 0,
        }),
      ),
    );
    expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(20 * MEGABYTE);
    for (const [n, name] of names.entries()) {
      const endpointId = `ep-${n}`;
      const [delivery] = await world.holders.listDeliveries(endpointId, { limit: 1 });
      const attempts = await world.holders.listAttempts(endpointId, delivery!.deliveryId);
      const requests = receivers[n]!.requests().length;
      const { state, next } = delivery!;
      expect({ name, requests, state, attempts, hasNext: next !== undefined }).toMatchObject(
        LOGGED[name] === 'delivered'
          ? { name, requests: 1, state: 'delivered', attempts: [], hasNext: false }
          : {
              name,
              requests: 1,
              state: 'retrying',
              attempts: [{ ...(LOGGED[name] as object), address: '127.0.0.1' }],
              hasNext: true,
            },
      );
    }
  });
});
