import type { Plan } from '../webhook/decide.ts';
import { MOST_AT_ONCE, OPEN_AFTER_FAILURES } from './admission.ts';
import type { EndpointHealth } from './endpoint.ts';
import { warningHours } from './failing.ts';

/**
 * The wait before each probe of an endpoint that fails in a row: the schedule's first steps. The last one repeats, so
 * that a receiver that is back has everything that waited within minutes; a probe costs it one request.
 */
const PROBE_MS = [5_000, 60_000, 300_000] as const;

/** One request as it is noted: `leaseId` as it was admitted with, `startedAt` and `now` in epoch milliseconds. */
export type Noted = {
  endpointId: string;
  before: EndpointHealth | undefined;
  plan: Plan;
  leaseId: string;
  startedAt: number;
  now: number;
};

/**
 * An endpoint's health after a request, or undefined where nothing is to be written: it was well and is well. Failures
 * of requests that were under way together count once, since they have one cause.
 */
export function healthAfter(noted: Noted): EndpointHealth | undefined {
  return noted.plan.kind === 'told' ? afterSuccess(noted) : afterFailure(noted, noted.plan);
}

/**
 * What was halved is doubled, until it is as usual again. A pause that is not over stands: nothing is sent before its
 * end, so the request that succeeded began before the endpoint asked for it.
 */
function afterSuccess({ endpointId, before, leaseId, now }: Noted): EndpointHealth | undefined {
  if (before === undefined) return undefined;
  const atOnce = (before.atOnce ?? MOST_AT_ONCE) * 2;
  const leases = othersOf(before, leaseId, now);
  const { pausedUntil } = before;
  const isPaused = pausedUntil !== undefined && Date.parse(pausedUntil) > now;
  const isAsUsual =
    before.failuresInRow === 0 && (pausedUntil === undefined || isPaused) && before.atOnce === undefined;
  if (isAsUsual && before.leases === undefined) return undefined;
  return {
    endpointId,
    rev: before.rev + 1,
    failuresInRow: 0,
    lastSuccessAt: instant(now),
    ...(isPaused ? { pausedUntil } : {}),
    ...(atOnce < MOST_AT_ONCE ? { atOnce } : {}),
    ...(leases.length === 0 ? {} : { leases }),
  };
}

function afterFailure(
  { endpointId, before, leaseId, startedAt, now }: Noted,
  plan: Exclude<Plan, { kind: 'told' }>,
): EndpointHealth {
  const { failuresInRow: earlier = 0, lastFailureAt, lastSuccessAt, firstFailureAt } = before ?? {};
  const isSameCause = earlier > 0 && lastFailureAt !== undefined && startedAt < Date.parse(lastFailureAt);
  const failuresInRow = earlier + (isSameCause ? 0 : 1);
  const pausedUntil = laterOf(plan.pauseUntil, before?.pausedUntil);
  const goneAt = plan.isGone ? (before?.goneAt ?? instant(now)) : undefined;
  const atOnce = plan.slower ? Math.max(1, Math.floor((before?.atOnce ?? MOST_AT_ONCE) / 2)) : before?.atOnce;
  const leases = othersOf(before, leaseId, now);
  const probeMs = probeMsAfter(failuresInRow);
  const health: EndpointHealth = {
    endpointId,
    rev: (before?.rev ?? 0) + 1,
    failuresInRow,
    lastWhy: plan.why,
    ...(plan.firewall === undefined ? {} : { lastFirewall: plan.firewall }),
    lastFailureAt: instant(now),
    firstFailureAt: (earlier > 0 ? firstFailureAt : undefined) ?? instant(now),
    ...(lastSuccessAt === undefined ? {} : { lastSuccessAt }),
    ...(pausedUntil === undefined ? {} : { pausedUntil }),
    ...(probeMs === undefined ? {} : { probeAt: instant(now + probeMs) }),
    ...(atOnce === undefined ? {} : { atOnce }),
    ...(leases.length === 0 ? {} : { leases }),
    ...(goneAt === undefined ? {} : { goneAt }),
  };
  const warnedHours = warningHours(health, now);
  return warnedHours === 0 ? health : { ...health, warnedHours };
}

function probeMsAfter(failuresInRow: number): number | undefined {
  if (failuresInRow < OPEN_AFTER_FAILURES) return undefined;
  return PROBE_MS[Math.min(failuresInRow - OPEN_AFTER_FAILURES, PROBE_MS.length - 1)];
}

function othersOf(before: EndpointHealth | undefined, leaseId: string, now: number) {
  return (before?.leases ?? []).filter(({ id, until }) => id !== leaseId && Date.parse(until) > now);
}

/** An endpoint that is left alone for an hour is not asked sooner because it said 429 once more without a time. */
function laterOf(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Date.parse(one) > Date.parse(other) ? one : other;
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
