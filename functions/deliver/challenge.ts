import * as z from 'zod/mini';
import type { Endpoint } from '#domain/partner/endpoint.ts';
import { challengeBody } from '#domain/webhook/body.ts';
import { SCHEDULE_SECONDS } from '#domain/webhook/decide.ts';
import { challengeIdOf, eventTimeOf } from '#domain/webhook/ids.ts';
import { jitterOf } from '#domain/webhook/jitter.ts';
import type { Outcome } from '#domain/webhook/outcome.ts';
import { deriveChallenge, secretsAt } from '#domain/webhook/secret.ts';
import { changeEndpoint } from '#platform/change-endpoint.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { enableEndpoint } from './enable.ts';
import { logAttempt } from './log-attempt.ts';
import { planRetry, putRetry, type Retry } from './plan-retry.ts';
import { sendSigned, webhookFor, type SentWebhook } from './send-signed.ts';

/** An endpoint may prove itself for this long after it was asked first (DESIGN §6). */
const ASKED_FOR_MS = 24 * 3_600_000;

const CHALLENGE_HEADERS = {
  'content-type': 'application/json',
  'webhook-event-type': 'endpoint.challenge',
} as const;

const echoSchema = z.object({ challenge: z.string() });

type Asked = NonNullable<Endpoint['challenge']>;

/**
 * Asks a pending endpoint to prove that it reads what is signed for it. A 2xx answer with `{"challenge": …}` activates
 * it, and what was parked for it goes out; anything else is asked again by the schedule, for 24 h from `since`.
 */
export async function challengeEndpoint(deps: DeliverDeps, endpointId: string): Promise<string> {
  const endpoint = await deps.partners.getEndpoint(endpointId);
  // The activation was written and what follows from it may have been cut off.
  if (endpoint?.state === 'active') return enableEndpoint(deps, endpointId);
  const asked = endpoint?.challenge;
  if (endpoint?.state !== 'pending' || asked === undefined) return 'not-asked';
  const nowMs = deps.clock.now();
  if (nowMs - Date.parse(asked.since) > ASKED_FOR_MS) return 'over';
  if (asked.next !== undefined && Date.parse(asked.next) > nowMs) {
    await putRetry(deps, retryOf(endpointId, asked, asked.next));
    return 'too-early';
  }
  const [newest = ''] = secretsAt(endpoint, await deps.keyring.roots(), nowMs);
  const challenge = deriveChallenge(newest, endpointId, asked.since);
  const id = challengeIdOf(endpointId, asked.since);
  const body = challengeBody({ id, since: asked.since, challenge });
  const sent = await sendSigned(
    deps,
    endpoint,
    await webhookFor(deps, endpoint, { id, body, headers: CHALLENGE_HEADERS }),
  );
  return isEcho(sent.outcome, challenge)
    ? activate(deps, endpoint, asked, sent)
    : askAgain(deps, endpoint, asked, sent);
}

function isEcho(outcome: Outcome, challenge: string): boolean {
  if (outcome.kind !== 'response' || outcome.status < 200 || outcome.status > 299) return false;
  try {
    const read = echoSchema.safeParse(JSON.parse(outcome.body));
    return read.success && read.data.challenge === challenge;
  } catch {
    return false;
  }
}

async function activate(
  deps: DeliverDeps,
  endpoint: Endpoint,
  asked: Asked,
  sent: SentWebhook,
): Promise<string> {
  const { endpointId } = endpoint;
  const verifiedAt = new Date(deps.clock.now()).toISOString();
  const activated = await changeEndpoint(deps.partners, endpointId, (now) => {
    if (!isStillAsked(now, endpoint, asked)) return undefined;
    const { challenge: _, ...rest } = now;
    return { ...rest, state: 'active', verifiedAt };
  });
  if (activated === undefined) return 'asked-otherwise';
  await log(deps, { endpoint, asked, sent, state: 'delivered' });
  await enableEndpoint(deps, endpointId);
  return 'activated';
}

async function askAgain(
  deps: DeliverDeps,
  endpoint: Endpoint,
  asked: Asked,
  sent: SentWebhook,
): Promise<string> {
  const { endpointId } = endpoint;
  const next = nextOf(endpointId, asked, deps.clock.now());
  const challenge = {
    since: asked.since,
    attempt: asked.attempt + 1,
    ...(next === undefined ? {} : { next }),
  };
  const written = await changeEndpoint(deps.partners, endpointId, (now) =>
    isStillAsked(now, endpoint, asked) ? { ...now, challenge } : undefined,
  );
  if (written === undefined) return 'asked-otherwise';
  if (next !== undefined) await planRetry(deps, retryOf(endpointId, challenge, next));
  await log(deps, { endpoint, asked, sent, state: next === undefined ? 'failed' : 'retrying', next });
  return next === undefined ? 'over' : 'asked';
}

/** The answer counts for the URL and the challenge that it was asked with. */
function isStillAsked(now: Endpoint, then: Endpoint, asked: Asked): boolean {
  return (
    now.state === 'pending' &&
    now.url === then.url &&
    now.challenge?.since === asked.since &&
    now.challenge.attempt === asked.attempt
  );
}

function nextOf(endpointId: string, { since, attempt }: Asked, nowMs: number): string | undefined {
  const tries = attempt + 1;
  const waitSeconds = SCHEDULE_SECONDS[Math.min(tries, SCHEDULE_SECONDS.length - 1)] ?? 0;
  const waitMs = waitSeconds * 1000;
  const jitterMs = jitterOf({ releaseId: since, version: 0, endpointId, number: tries, waitMs });
  const atMs = nowMs + waitMs + jitterMs;
  return atMs - Date.parse(since) > ASKED_FOR_MS ? undefined : new Date(atMs).toISOString();
}

function retryOf(endpointId: string, { since, attempt }: Asked, at: string): Retry {
  return { at, queue: 'urgent', prompt: { prompt: 'challenge', endpointId }, n: `${since}.${attempt}` };
}

async function log(
  deps: DeliverDeps,
  made: {
    endpoint: Endpoint;
    asked: Asked;
    sent: SentWebhook;
    state: 'delivered' | 'retrying' | 'failed';
    next?: string | undefined;
  },
): Promise<void> {
  const { endpoint, asked, sent, state, next } = made;
  await logAttempt(deps, {
    endpoint,
    webhookId: challengeIdOf(endpoint.endpointId, asked.since),
    eventTime: eventTimeOf(asked.since),
    event: 'endpoint.challenge',
    number: asked.attempt + 1,
    state,
    sent,
    ...(next === undefined ? {} : { next }),
  });
}
