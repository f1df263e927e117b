import type { CallbackPlace, HostRate } from '#domain/websub/callback-host.ts';
import type { Subscription } from '#domain/websub/subscription.ts';
import type { Topic } from '#domain/websub/topic.ts';
import type { SubscriptionStore } from '#ports/subscription-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import { makeMemoryTable, onRev } from './memory-table.ts';

const RATE = 'RATE';

/** WebSub subscriptions in memory. */
export function makeMemorySubscriptionStore(): SubscriptionStore {
  const subscriptions = makeMemoryTable<Subscription>();
  const places = makeMemoryTable<CallbackPlace>();
  const rates = makeMemoryTable<HostRate>();
  const shelf = ({ feedId, format }: Topic): string => `${feedId}#${format}`;
  const placeOf = (place: CallbackPlace): string => `${shelf(place)}#${place.callbackId}`;

  return {
    getSubscription: async (topic, callbackId) => subscriptions.get(shelf(topic), callbackId),
    listSubscriptions: async (topic, { limit, after }) =>
      subscriptions.query(shelf(topic), {
        limit,
        ...(after === undefined ? {} : { from: `${after}\u0000` }),
      }),
    async putSubscription(subscription, expectedRev) {
      requireNextRev(subscription, expectedRev);
      return subscriptions.put(
        shelf(subscription),
        subscription.callbackId,
        subscription,
        onRev(expectedRev),
      );
    },
    removeSubscription: async (subscription) =>
      subscriptions.remove(shelf(subscription), subscription.callbackId, onRev(subscription.rev)),
    putPlace: async (place) => void places.put(place.host, placeOf(place), place),
    listPlaces: async (host, limit) => places.query(host, { limit }),
    removePlace: async (place) => void places.remove(place.host, placeOf(place)),
    getRate: async (host) => rates.get(host, RATE),
    async putRate(rate, expectedRev) {
      requireNextRev(rate, expectedRev);
      return rates.put(rate.host, RATE, rate, onRev(expectedRev));
    },
  };
}
