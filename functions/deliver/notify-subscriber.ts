import type { HubPrompt } from '#domain/prompt/prompt.ts';
import { feedKey } from '#domain/site/paths.ts';
import { jitterOf } from '#domain/webhook/jitter.ts';
import { placeOfSubscription } from '#domain/websub/callback-host.ts';
import { decideAfterNotice, type AfterNotice } from '#domain/websub/decide-after-notice.ts';
import { hasLease } from '#domain/websub/has-lease.ts';
import { hubSignature } from '#domain/websub/hub-signature.ts';
import type { Subscription } from '#domain/websub/subscription.ts';
import type { StoredObject } from '#ports/object-store.ts';
import { changeSubscription } from './change-subscription.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { planRetry } from './plan-retry.ts';
import { USER_AGENT } from './send-signed.ts';

type HubDeps = Pick<DeliverDeps, 'clock' | 'due' | 'prompts' | 'sender' | 'site' | 'subscriptions'>;
type Notify = Extract<HubPrompt, { prompt: 'notify' }>;
type Leased = Subscription & { lease: NonNullable<Subscription['lease']> };
type Document = { object: StoredObject; digest: string };

/** How often a document may change under one message before the message of the newest change is left to tell of it. */
const MOST_ROUNDS = 3;

/**
 * Sends a topic's document as it stands now to one subscriber (WebSub §7). Where another has come to stand meanwhile it
 * is sent, too, so that what a subscriber got last is never older than what it got before.
 */
export async function notifySubscriber(deps: HubDeps, prompt: Notify): Promise<string> {
  for (let round = 0; ; round += 1) {
    const subscription = await deps.subscriptions.getSubscription(prompt, prompt.callbackId);
    const nowMs = deps.clock.now();
    if (subscription === undefined || !hasLease(subscription, nowMs)) return 'not-subscribed';
    const document = await documentOf(deps, prompt);
    if (document === undefined) return 'no-document';
    if (!isWanted(subscription, document.digest, nowMs)) return round === 0 ? 'not-wanted' : 'told';
    const did = await send(deps, prompt, subscription, document);
    const isNewest = (await documentOf(deps, prompt))?.digest === document.digest;
    if (did === 'ended' || isNewest || round >= MOST_ROUNDS) return did;
  }
}

async function documentOf({ site }: HubDeps, { feedId, format }: Notify): Promise<Document | undefined> {
  const object = await site.get(feedKey(feedId, format));
  return object && { object, digest: object.metadata['digest'] ?? object.etag };
}

/** Not what it has taken, nor what was given up, nor what is still to wait for its next try. */
function isWanted({ told, trying }: Subscription, digest: string, nowMs: number): boolean {
  if (told === digest) return false;
  if (trying?.digest !== digest) return true;
  return trying.next !== undefined && Date.parse(trying.next) <= nowMs;
}

async function send(deps: HubDeps, prompt: Notify, to: Leased, document: Document): Promise<string> {
  const { object, digest } = document;
  // The bucket's bytes are ours and UTF-8; nothing is taken off their beginning.
  const body = new TextDecoder('utf-8', { ignoreBOM: true }).decode(object.body);
  const { type, link } = object.metadata;
  const outcome = await deps.sender.post({
    url: to.callback,
    headers: {
      'user-agent': USER_AGENT,
      'content-type': type ?? object.contentType,
      ...(link === undefined ? {} : { link }),
      ...(to.lease.secret === undefined ? {} : { 'x-hub-signature': hubSignature(to.lease.secret, body) }),
    },
    body,
  });
  const attempt = to.trying?.digest === digest ? to.trying.attempt + 1 : 1;
  const plan = decideAfterNotice(outcome, attempt, deps.clock.now());
  return settle(deps, prompt, { to, digest, attempt, plan });
}

async function settle(
  deps: HubDeps,
  prompt: Notify,
  made: { to: Leased; digest: string; attempt: number; plan: AfterNotice },
): Promise<string> {
  const { to, digest, attempt, plan } = made;
  const change = (make: (stored: Subscription) => Omit<Subscription, 'rev'>): Promise<boolean> =>
    changeSubscription(deps, prompt, prompt.callbackId, make);
  switch (plan.step) {
    case 'told':
      await change((stored) => {
        const { trying: _, ...rest } = stored;
        return { ...rest, told: digest };
      });
      return 'told';
    case 'ended': {
      // A subscription that was confirmed while this was on its way is another.
      const isSame = (stored: Subscription): boolean => stored.lease?.since === to.lease.since;
      const isEnded = await changeSubscription(deps, prompt, prompt.callbackId, (stored) =>
        isSame(stored) ? withoutLease(stored) : undefined,
      );
      if (isEnded && to.asked === undefined) await deps.subscriptions.removePlace(placeOfSubscription(to));
      return 'ended';
    }
    case 'dropped':
      await change((stored) => ({ ...stored, trying: { digest, attempt } }));
      return 'dropped';
    case 'retry': {
      const next = new Date(deps.clock.now() + plan.waitMs + jitter(to, attempt, plan.waitMs)).toISOString();
      await change((stored) => ({ ...stored, trying: { digest, attempt, next } }));
      const n = `${to.feedId}.${to.format}.${digest}.${attempt}`;
      await planRetry(deps, { at: next, queue: 'bulk', prompt, n });
      return 'to-be-tried-again';
    }
  }
}

function withoutLease(subscription: Subscription): Omit<Subscription, 'rev'> | 'remove' {
  const { lease: _, trying: _trying, told: _told, ...rest } = subscription;
  return rest.asked === undefined ? 'remove' : rest;
}

function jitter({ callbackId }: Subscription, number: number, waitMs: number): number {
  return jitterOf({ releaseId: callbackId, version: 0, endpointId: callbackId, number, waitMs });
}
