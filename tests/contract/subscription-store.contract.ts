import { describe, expect, it } from 'vitest';
import type { CallbackPlace } from '#domain/websub/callback-host.ts';
import type { Subscription } from '#domain/websub/subscription.ts';
import type { SubscriptionStore } from '#ports/subscription-store.ts';
import { ONE_WINNER, race, type Harness } from './harness.ts';

const TOPIC = { feedId: 'n/blora', format: 'atom' } as const;
const subscription = (callbackId: string, rev: number, more: Partial<Subscription> = {}): Subscription => ({
  ...TOPIC,
  callbackId,
  callback: `https://reader.example.org/hook?id=${callbackId}`,
  rev,
  expiresAtSeconds: 1_744_000_000,
  ...more,
});
const place = (callbackId: string, more: Partial<CallbackPlace> = {}): CallbackPlace => ({
  ...TOPIC,
  host: 'reader.example.org',
  callbackId,
  expiresAtSeconds: 1_744_000_000,
  ...more,
});
const rate = (rev: number) => ({
  host: 'reader.example.org',
  minute: 7,
  asks: rev,
  renewals: 2,
  rev,
  expiresAtSeconds: 1_744_000_000,
});

/** What every `SubscriptionStore` does. */
export function subscriptionStoreContract({ make }: Harness<SubscriptionStore>): void {
  describe('SubscriptionStore', () => {
    it('writes a subscription on its rev, and keeps topics apart', async () => {
      const store = await make();
      expect(await store.getSubscription(TOPIC, 'c1')).toBeUndefined();
      expect(await race(20, () => store.putSubscription(subscription('c1', 1), 0))).toEqual(ONE_WINNER);
      const whole = subscription('c1', 2, {
        asked: {
          mode: 'unsubscribe',
          topic: 'https://site.example/n/blora/atom.xml',
          challenge: 'c',
          at: '2025-01-14T02:04:11.000Z',
          leaseSeconds: 864_000,
          secret: 's',
          attempt: 1,
          next: '2025-01-14T02:05:11.000Z',
        },
        lease: { since: '2025-01-14T02:04:11.000Z', until: '2025-01-24T02:04:11.000Z', secret: 's' },
        told: 'd1',
        trying: { digest: 'd2', attempt: 1, next: '2025-01-14T02:05:11.000Z' },
      });
      expect(await store.putSubscription(whole, 1)).toBe('written');
      expect(await store.putSubscription(subscription('c1', 2), 1)).toBe('refused');
      expect(await store.getSubscription(TOPIC, 'c1')).toEqual(whole);
      expect(await store.getSubscription({ ...TOPIC, format: 'rss' }, 'c1')).toBeUndefined();
      expect(await store.getSubscription({ ...TOPIC, feedId: 'n/blora/c/pasar' }, 'c1')).toBeUndefined();
    });

    it('lists those of a topic by id, page by page', async () => {
      const store = await make();
      for (const id of ['c3', 'c1', 'c2']) await store.putSubscription(subscription(id, 1), 0);
      await store.putSubscription({ ...subscription('c0', 1), feedId: 'n/bloraa' }, 0);
      const ids = async (options: { limit: number; after?: string }) =>
        (await store.listSubscriptions(TOPIC, options)).map(({ callbackId }) => callbackId);
      expect(await ids({ limit: 10 })).toEqual(['c1', 'c2', 'c3']);
      expect(await ids({ limit: 2 })).toEqual(['c1', 'c2']);
      expect(await ids({ limit: 2, after: 'c2' })).toEqual(['c3']);
      expect(await ids({ limit: 2, after: 'c3' })).toEqual([]);
    });

    it('removes one only while its rev stands', async () => {
      const store = await make();
      await store.putSubscription(subscription('c1', 1), 0);
      await store.putSubscription(subscription('c1', 2), 1);
      expect(await store.removeSubscription(subscription('c1', 1))).toBe('refused');
      expect(await store.removeSubscription(subscription('c1', 2))).toBe('written');
      expect(await store.getSubscription(TOPIC, 'c1')).toBeUndefined();
      expect(await store.listSubscriptions(TOPIC, { limit: 10 })).toEqual([]);
    });

    it('keeps the places of each host, once for each subscription', async () => {
      const store = await make();
      await store.putPlace(place('c1', { pending: true }));
      await store.putPlace(place('c1', { expiresAtSeconds: 1_744_000_001 }));
      await store.putPlace(place('c1', { format: 'rss' }));
      await store.putPlace(place('c2', { host: 'reader.example.org:8443' }));
      const kept = await store.listPlaces('reader.example.org', 10);
      expect(kept).toHaveLength(2);
      expect(kept).toEqual(
        expect.arrayContaining([
          place('c1', { expiresAtSeconds: 1_744_000_001 }),
          place('c1', { format: 'rss' }),
        ]),
      );
      expect(await store.listPlaces('reader.example.org', 1)).toHaveLength(1);
      await store.removePlace(place('c1'));
      await store.removePlace(place('c1'));
      expect(await store.listPlaces('reader.example.org', 10)).toEqual([place('c1', { format: 'rss' })]);
    });

    it('counts the requests of a host on the rev of its rate, beside its places', async () => {
      const store = await make();
      expect(await store.getRate('reader.example.org')).toBeUndefined();
      expect(await race(20, () => store.putRate(rate(1), 0))).toEqual(ONE_WINNER);
      expect(await store.putRate(rate(2), 1)).toBe('written');
      expect(await store.getRate('reader.example.org')).toEqual(rate(2));
      expect(await store.listPlaces('reader.example.org', 10)).toEqual([]);
    });
  });
}
