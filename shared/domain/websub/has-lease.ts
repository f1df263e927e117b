import type { Subscription } from './subscription.ts';

/** Whether content may be sent now: the callback has confirmed it, and its lease has not ended (WebSub §5.3). */
export function hasLease(
  subscription: Subscription,
  nowMs: number,
): subscription is Subscription & { lease: NonNullable<Subscription['lease']> } {
  return subscription.lease !== undefined && Date.parse(subscription.lease.until) > nowMs;
}
