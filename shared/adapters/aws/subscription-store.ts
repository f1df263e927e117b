import { callbackPlaceSchema, hostRateSchema } from '#domain/websub/callback-host.ts';
import { subscriptionSchema } from '#domain/websub/subscription.ts';
import type { SubscriptionStore } from '#ports/subscription-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import { callbacksPk, hostRateKey, placeKey, PLACES, subscriptionKey, topicPk } from './table-keys.ts';
import type { Table } from './table.ts';

/** TOPIC and CALLBACKS items in the table. */
export function makeDynamoSubscriptionStore({ table }: { table: Table }): SubscriptionStore {
  return {
    getSubscription: (topic, callbackId) => table.get(subscriptionKey(topic, callbackId), subscriptionSchema),
    listSubscriptions: (topic, { limit, after }) =>
      table.query(
        { pk: topicPk(topic), limit, ...(after === undefined ? {} : { from: `${after}\u0000` }) },
        subscriptionSchema,
      ),
    async putSubscription(subscription, expectedRev) {
      requireNextRev(subscription, expectedRev);
      const key = subscriptionKey(subscription, subscription.callbackId);
      return table.put(key, subscription, { rev: expectedRev });
    },
    removeSubscription: (subscription) =>
      table.remove(subscriptionKey(subscription, subscription.callbackId), { rev: subscription.rev }),
    async putPlace(place) {
      await table.put(placeKey(place), place);
    },
    listPlaces: (host, limit) =>
      table.query({ pk: callbacksPk(host), ...PLACES, limit }, callbackPlaceSchema),
    async removePlace(place) {
      await table.remove(placeKey(place));
    },
    getRate: (host) => table.get(hostRateKey(host), hostRateSchema),
    async putRate(rate, expectedRev) {
      requireNextRev(rate, expectedRev);
      return table.put(hostRateKey(rate.host), rate, { rev: expectedRev });
    },
  };
}
