import type { HubPrompt } from '#domain/prompt/prompt.ts';
import { hasLease } from '#domain/websub/has-lease.ts';
import type { Topic } from '#domain/websub/topic.ts';
import type { DeliverDeps } from './deliver-deps.ts';

const PAGE = 200;

/** A prompt for each subscription of a topic that has changed (WebSub §7). What has run out is left to the table, which takes it away. */
export async function distributeTopic(
  deps: Pick<DeliverDeps, 'clock' | 'prompts' | 'subscriptions'>,
  { feedId, format }: Topic,
): Promise<string> {
  let prompted = 0;
  let after: string | undefined;
  do {
    const page = await deps.subscriptions.listSubscriptions(
      { feedId, format },
      { limit: PAGE, ...(after === undefined ? {} : { after }) },
    );
    const nowMs = deps.clock.now();
    const prompts = page
      .filter((subscription) => hasLease(subscription, nowMs))
      .map(({ callbackId }): HubPrompt => ({ prompt: 'notify', feedId, format, callbackId }));
    await deps.prompts.send('bulk', prompts);
    prompted += prompts.length;
    after = page.length < PAGE ? undefined : page.at(-1)?.callbackId;
  } while (after !== undefined);
  return `distributed to ${prompted}`;
}
