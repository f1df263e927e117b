import { callbackIdOf } from '#domain/websub/callback-id.ts';
import { HOST_LIMITS, hasRoom, oneAskMore, placeOfSubscription } from '#domain/websub/callback-host.ts';
import { hasLease } from '#domain/websub/has-lease.ts';
import type { HubRequest } from '#domain/websub/read-hub-request.ts';
import { untilWritten } from '#platform/until-written.ts';
import type { ApiDeps } from './api-deps.ts';

/** What was asked for and not confirmed is forgotten after a day. */
const PENDING_SECONDS = 86_400;

type HubDeps = Pick<ApiDeps, 'clock' | 'prompts' | 'random' | 'subscriptions'>;

/**
 * Notes what a subscriber asks for and has its callback asked (WebSub §5.1); what it may have already stays as it is
 * until then. `too-often` and `too-many` are of the callback's host.
 */
export async function askHub(
  deps: HubDeps,
  request: HubRequest,
): Promise<'accepted' | 'too-often' | 'too-many'> {
  const { feedId, format, callback, mode, topic, leaseSeconds, secret } = request;
  const nowMs = deps.clock.now();
  const callbackId = callbackIdOf(callback);
  const expiresAtSeconds = Math.ceil(nowMs / 1000) + PENDING_SECONDS;
  const place = placeOfSubscription({
    callback,
    feedId,
    format,
    callbackId,
    expiresAtSeconds,
    pending: true,
  });
  const before = await deps.subscriptions.getSubscription(request, callbackId);
  const isRenewal = before !== undefined && hasLease(before, nowMs);
  if (!(await takeTurn(deps, { host: place.host, isRenewal }, nowMs))) return 'too-often';
  if (before === undefined) {
    if (!hasRoom(await deps.subscriptions.listPlaces(place.host, MOST_PLACES), nowMs)) return 'too-many';
    await deps.subscriptions.putPlace(place);
  }
  const asked = {
    mode,
    topic,
    challenge: deps.random.token(),
    at: new Date(nowMs).toISOString(),
    leaseSeconds,
    ...(secret === undefined ? {} : { secret }),
    attempt: 0,
  };
  await untilWritten('a subscription', async () => {
    const stored = await deps.subscriptions.getSubscription(request, callbackId);
    const rev = stored?.rev ?? 0;
    const standing = stored ?? { feedId, format, callbackId, callback, expiresAtSeconds };
    const expires = Math.max(standing.expiresAtSeconds, expiresAtSeconds);
    const next = { ...standing, asked, expiresAtSeconds: expires, rev: rev + 1 };
    return (await deps.subscriptions.putSubscription(next, rev)) === 'written' ? true : undefined;
  });
  await deps.prompts.send('bulk', [{ prompt: 'verify', feedId, format, callbackId }]);
  return 'accepted';
}

/** Those that have run out stay until the table takes them away. */
const MOST_PLACES = 2 * HOST_LIMITS.subscriptions;

/** Counts the request for its host; false where the host has had its share of this minute. */
async function takeTurn(
  { subscriptions }: HubDeps,
  ask: { host: string; isRenewal: boolean },
  nowMs: number,
): Promise<boolean> {
  return untilWritten('the rate of a host', async () => {
    const rate = await subscriptions.getRate(ask.host);
    const next = oneAskMore(ask, rate, nowMs);
    if (next === undefined) return false;
    return (await subscriptions.putRate(next, rate?.rev ?? 0)) === 'written' ? true : undefined;
  });
}
