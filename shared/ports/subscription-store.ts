import type { CallbackPlace, HostRate } from '#domain/websub/callback-host.ts';
import type { Subscription } from '#domain/websub/subscription.ts';
import type { Topic } from '#domain/websub/topic.ts';
import type { Written } from './written.ts';

/** WebSub subscriptions, and what each host of callbacks has; every read is strongly consistent. */
export type SubscriptionStore = {
  getSubscription(topic: Topic, callbackId: string): Promise<Subscription | undefined>;
  /** Of one topic by callback id, at most `limit`; `after` is the id to go on after. */
  listSubscriptions(topic: Topic, options: { limit: number; after?: string }): Promise<Subscription[]>;
  putSubscription(subscription: Subscription, expectedRev: number): Promise<Written>;
  /** Removed only while its `rev` is this one's. */
  removeSubscription(subscription: Subscription): Promise<Written>;
  putPlace(place: CallbackPlace): Promise<void>;
  listPlaces(host: string, limit: number): Promise<CallbackPlace[]>;
  removePlace(place: CallbackPlace): Promise<void>;
  getRate(host: string): Promise<HostRate | undefined>;
  putRate(rate: HostRate, expectedRev: number): Promise<Written>;
};
