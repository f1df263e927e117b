import type { HubPrompt } from '#domain/prompt/prompt.ts';
import { feedKey } from '#domain/site/paths.ts';
import { placeOfSubscription } from '#domain/websub/callback-host.ts';
import { denialUrl, verificationUrl } from '#domain/websub/callback-url.ts';
import { decideIntent } from '#domain/websub/decide-intent.ts';
import type { HubAsked, Subscription } from '#domain/websub/subscription.ts';
import { topicUrl } from '#domain/websub/topic.ts';
import { changeSubscription } from './change-subscription.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { planRetry, putRetry, type Retry } from './plan-retry.ts';

type HubDeps = Pick<
  DeliverDeps,
  'clock' | 'due' | 'prompts' | 'sender' | 'site' | 'siteUrl' | 'subscriptions'
>;
type Verify = Extract<HubPrompt, { prompt: 'verify' }>;

/**
 * Asks a callback whether it wants what was asked for in its name (WebSub §5.3), or tells it that it cannot have it
 * (§5.2). Until it confirms, the subscription that it may have already stays as it is.
 */
export async function verifyIntent(deps: HubDeps, prompt: Verify): Promise<string> {
  const subscription = await deps.subscriptions.getSubscription(prompt, prompt.callbackId);
  const asked = subscription?.asked;
  if (subscription === undefined || asked === undefined) return 'not-asked';
  const atMs = deps.clock.now();
  if (asked.next !== undefined && Date.parse(asked.next) > atMs) {
    await putRetry(deps, retryOf(prompt, asked, asked.next));
    return 'too-early';
  }
  const reason = await reasonToDeny(deps, subscription, asked);
  if (reason !== undefined) {
    await deps.sender.look(denialUrl(subscription.callback, asked, reason));
    return (await forget(deps, subscription, asked)) ? 'denied' : 'asked-otherwise';
  }
  const outcome = await deps.sender.look(verificationUrl(subscription.callback, asked));
  const intent = decideIntent(outcome, asked);
  switch (intent.step) {
    case 'confirmed':
      return asked.mode === 'subscribe'
        ? begin(deps, subscription, asked, atMs)
        : end(deps, subscription, asked);
    case 'refused':
      return (await forget(deps, subscription, asked)) ? 'refused' : 'asked-otherwise';
    case 'ask-again':
      return askAgain(deps, prompt, asked, intent.afterSeconds);
  }
}

/** Only of a subscription: an unsubscription is nobody's to deny (WebSub §5.3). */
async function reasonToDeny(
  { site, siteUrl }: HubDeps,
  topic: Subscription,
  asked: HubAsked,
): Promise<string | undefined> {
  if (asked.mode === 'unsubscribe') return undefined;
  const address = topicUrl(siteUrl, topic);
  if (asked.topic !== address)
    return `This hub serves the feeds of ${siteUrl} by their rel=self; try ${address}`;
  const document = await site.head(feedKey(topic.feedId, topic.format));
  return document === undefined ? 'There is no such feed.' : undefined;
}

async function begin(deps: HubDeps, of: Subscription, asked: HubAsked, atMs: number): Promise<string> {
  const untilMs = atMs + asked.leaseSeconds * 1000;
  const expiresAtSeconds = Math.ceil(untilMs / 1000);
  const lease = {
    since: new Date(atMs).toISOString(),
    until: new Date(untilMs).toISOString(),
    ...(asked.secret === undefined ? {} : { secret: asked.secret }),
  };
  await deps.subscriptions.putPlace(placeOfSubscription({ ...of, expiresAtSeconds }));
  const isWritten = await changeAsked(deps, of, asked, (stored) => ({
    ...settled(stored),
    lease,
    expiresAtSeconds,
  }));
  return isWritten ? 'subscribed' : 'asked-otherwise';
}

async function end(deps: HubDeps, of: Subscription, asked: HubAsked): Promise<string> {
  if (!(await changeAsked(deps, of, asked, () => 'remove'))) return 'asked-otherwise';
  await deps.subscriptions.removePlace(placeOfSubscription(of));
  return 'unsubscribed';
}

/** Leaves what was there before the request: a subscription that goes on, or nothing. */
async function forget(deps: HubDeps, of: Subscription, asked: HubAsked): Promise<boolean> {
  if (of.lease === undefined) return (await end(deps, of, asked)) === 'unsubscribed';
  return changeAsked(deps, of, asked, settled);
}

/** A subscription of which nothing is asked any more. */
function settled(subscription: Subscription): Omit<Subscription, 'asked'> {
  const { asked: _, ...rest } = subscription;
  return rest;
}

async function askAgain(
  deps: HubDeps,
  prompt: Verify,
  asked: HubAsked,
  afterSeconds: number,
): Promise<string> {
  const next = new Date(deps.clock.now() + afterSeconds * 1000).toISOString();
  const again = { ...asked, attempt: asked.attempt + 1, next };
  const isWritten = await changeAsked(deps, prompt, asked, (stored) => ({ ...stored, asked: again }));
  if (!isWritten) return 'asked-otherwise';
  await planRetry(deps, retryOf(prompt, again, next));
  return 'asked';
}

/** The answer counts for the request that it was asked for, and once. */
function changeAsked(
  deps: HubDeps,
  of: Pick<Subscription, 'feedId' | 'format' | 'callbackId'>,
  { challenge, attempt }: HubAsked,
  change: Parameters<typeof changeSubscription>[3],
): Promise<boolean> {
  return changeSubscription(deps, of, of.callbackId, (stored) =>
    stored.asked?.challenge === challenge && stored.asked.attempt === attempt ? change(stored) : undefined,
  );
}

function retryOf(prompt: Verify, { challenge, attempt }: HubAsked, at: string): Retry {
  return { at, queue: 'bulk', prompt, n: `${challenge}.${attempt}` };
}
