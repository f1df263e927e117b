import type { Subscription } from '#domain/websub/subscription.ts';
import type { Topic } from '#domain/websub/topic.ts';
import { untilWritten } from '#platform/until-written.ts';
import type { DeliverDeps } from './deliver-deps.ts';

/** What to make of a subscription: another, none, or (undefined) nothing else. */
type Change = Omit<Subscription, 'rev'> | 'remove' | undefined;

/** Changes or removes a subscription on its `rev`, read again after a refusal. Gives whether anything was written. */
export async function changeSubscription(
  { subscriptions }: Pick<DeliverDeps, 'subscriptions'>,
  topic: Topic,
  callbackId: string,
  change: (stored: Subscription) => Change,
): Promise<boolean> {
  return untilWritten('a subscription', async () => {
    const stored = await subscriptions.getSubscription(topic, callbackId);
    const changed = stored && change(stored);
    if (stored === undefined || changed === undefined) return false;
    const written =
      changed === 'remove'
        ? await subscriptions.removeSubscription(stored)
        : await subscriptions.putSubscription({ ...changed, rev: stored.rev + 1 }, stored.rev);
    return written === 'written' ? true : undefined;
  });
}
