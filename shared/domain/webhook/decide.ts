import type { Endpoint } from '../partner/endpoint.ts';
import { mustArrive, type EventType } from './event-type.ts';
import { jitterOf } from './jitter.ts';
import type { Outcome } from './outcome.ts';
import { classify, type Verdict, type Why } from './outcome-table.ts';
import { retryAfterMs } from './retry-after.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The wait before each of the 11 tries, over 75 h 36 m 05 s (webhooks.md §5); an endpoint may have its own. */
export const SCHEDULE_SECONDS = [
  0, 5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
] as const;

const MAX_RETRY_AFTER_MS = 24 * HOUR;
/** What must not be used any more is tried on so often, and for so long after the first try, once the schedule is over. */
const MUST_ARRIVE = { everySeconds: 86_400, forMs: 30 * 24 * HOUR } as const;
/** A try that was turned away for being too frequent uses up no budget for this long after the first. */
const UNBURNT_FOR_MS = 24 * HOUR;
/** How long an endpoint that says 429 without Retry-After is left alone: at least, and at most. */
const PAUSE_MS = { min: MINUTE, max: 30 * MINUTE } as const;
/** 410 is believed when it is said twice, this far apart. */
const GONE_AGAIN_MS = MINUTE;

/** The request that was made. Times are RFC 3339. */
export type AttemptMade = {
  releaseId: string;
  version: number;
  event: EventType | 'endpoint.challenge';
  /** Counts requests from 1. */
  number: number;
  /** Tries of the schedule that were used up before this one. */
  burnt: number;
  firstAt: string;
  eventTime: string;
  /** When the endpoint said 410 before, and nothing else since. */
  goneAt?: string;
};

/** What an attempt says of its endpoint: why it failed, at whose hands, and how the endpoint is to be treated. */
type Said = {
  why: Why;
  firewall?: string;
  pauseUntil?: string;
  isGone?: true;
  slower?: true;
};

/** Why no more tries are made: what came back forbids it, the news is too old, or the schedule is over. */
export type Ending = 'at-once' | 'too-old' | 'too-often';

/**
 * What follows from an attempt. `arrived: 'no'` says that the partner surely got nothing (SEMANTICS "deliver" 5);
 * `why` is the cause, whatever follows; `pauseUntil` that the endpoint, not only this webhook, is left alone; `slower`
 * that fewer requests at a time are due.
 */
export type Plan =
  | { kind: 'told' }
  | ({ kind: 'retry'; at: string; burnt: number; arrived: 'no' | 'maybe' } & Said)
  | ({ kind: 'give-up'; ending: Ending; arrived: 'no' | 'maybe' } & Said)
  | ({ kind: 'disable' } & Said);

/**
 * Decides what follows from one request (webhooks.md §5): told, tried again at a time, given up, or the endpoint
 * disabled. The next try comes after the schedule's wait or what `Retry-After` asks, whichever is longer, plus a jitter
 * of 0 to 20 % of the schedule's wait that is derived from release, version, endpoint and attempt. `now` in epoch ms.
 */
export function decideAfterAttempt(made: {
  outcome: Outcome;
  attempt: AttemptMade;
  endpoint: Endpoint;
  now: number;
}): Plan {
  const { outcome, attempt, now } = made;
  const verdict = classify(outcome);
  const { arrived } = verdict;
  switch (verdict.step) {
    case 'told':
      return { kind: 'told' };
    case 'give-up':
      // The address may be public again tomorrow; to look costs no request.
      if (outcome.kind === 'blocked' && mustArrive(attempt.event)) return again(made, verdict, 0);
      return { kind: 'give-up', ending: 'at-once', arrived, ...causeOf(verdict) };
    case 'disable':
      return { kind: 'disable', ...causeOf(verdict) };
    case 'gone':
      if (attempt.goneAt !== undefined && now - Date.parse(attempt.goneAt) >= GONE_AGAIN_MS) {
        return { kind: 'disable', ...causeOf(verdict) };
      }
      return again(made, verdict, GONE_AGAIN_MS);
    case 'pause':
      return again(made, verdict, pauseMs(made));
    case 'retry':
    case 'retry-slower':
      return again(made, verdict, 0);
  }
}

/** What is said of the endpoint is said whether or not this webhook is tried again. */
function again(
  made: Parameters<typeof decideAfterAttempt>[0],
  verdict: Verdict,
  atLeastMs: number,
): Exclude<Plan, { kind: 'told' | 'disable' }> {
  const { outcome, attempt, endpoint, now } = made;
  const { step, arrived } = verdict;
  const isPaused = step === 'pause';
  const isFree = isPaused && now - Date.parse(attempt.firstAt) < UNBURNT_FOR_MS;
  const burnt = attempt.burnt + (isFree ? 0 : 1);
  const waitSeconds = isFree ? (waitAfter(made, Math.max(1, burnt)) ?? 0) : waitAfter(made, burnt);
  const scheduledMs = (waitSeconds ?? 0) * SECOND;
  const askedMs = Math.min(askedFor(outcome, now) ?? 0, MAX_RETRY_AFTER_MS);
  const waitMs = Math.max(scheduledMs, askedMs, atLeastMs);
  const said: Said = {
    ...causeOf(verdict),
    ...(isPaused ? { pauseUntil: new Date(now + waitMs).toISOString() } : {}),
    ...(step === 'gone' ? { isGone: true } : {}),
    ...(step === 'retry-slower' ? { slower: true } : {}),
  };
  if (waitSeconds === undefined) return { kind: 'give-up', ending: 'too-often', arrived, ...said };
  const jitterMs = jitterOf({ ...attempt, endpointId: endpoint.endpointId, waitMs: scheduledMs });
  const atMs = now + waitMs + jitterMs;
  if (isTooOld(attempt, endpoint, atMs)) return { kind: 'give-up', ending: 'too-old', arrived, ...said };
  return { kind: 'retry', at: new Date(atMs).toISOString(), burnt, arrived, ...said };
}

function causeOf({ why, firewall }: Verdict): Pick<Said, 'why' | 'firewall'> {
  return { why, ...(firewall === undefined ? {} : { firewall }) };
}

/** The seconds before the next try; undefined when there is none. A partner's own schedule is for news. */
function waitAfter(
  { attempt, endpoint, now }: Parameters<typeof decideAfterAttempt>[0],
  burnt: number,
): number | undefined {
  if (!mustArrive(attempt.event)) return (endpoint.schedule ?? SCHEDULE_SECONDS)[burnt];
  const { everySeconds, forMs } = MUST_ARRIVE;
  const isOver = now - Date.parse(attempt.firstAt) >= forMs;
  return SCHEDULE_SECONDS[burnt] ?? (isOver ? undefined : everySeconds);
}

/** Grows with the number of requests, since an unburnt budget does not. */
function pauseMs({ attempt }: { attempt: AttemptMade }): number {
  const wait = (SCHEDULE_SECONDS[Math.min(attempt.number, SCHEDULE_SECONDS.length - 1)] ?? 0) * SECOND;
  return Math.min(Math.max(wait, PAUSE_MS.min), PAUSE_MS.max);
}

function askedFor(outcome: Outcome, now: number): number | undefined {
  return outcome.kind === 'response' ? retryAfterMs(outcome.headers['retry-after'], now) : undefined;
}

/** A partner's `maxAge` spares it stale news; what must not be used any more never grows stale. */
function isTooOld(attempt: AttemptMade, endpoint: Endpoint, atMs: number): boolean {
  if (endpoint.maxAgeSeconds === undefined) return false;
  if (mustArrive(attempt.event)) return false;
  return atMs - Date.parse(attempt.eventTime) > endpoint.maxAgeSeconds * SECOND;
}
