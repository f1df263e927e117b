import type { EndpointHealth } from './endpoint.ts';

/** Requests that an endpoint gets at once while it is not well, from all containers together (DESIGN §2, deliver). */
export const MOST_AT_ONCE = 4;
/** After so many failures in a row one request at a time probes the endpoint, and everything else waits. */
export const OPEN_AFTER_FAILURES = 5;

/** `free`: the endpoint is well. `lease`: it may be sent to once `health` is written. `wait`: not before `until`. */
export type Admission =
  | { kind: 'free' }
  | { kind: 'lease'; health: EndpointHealth }
  | { kind: 'wait'; until: string };

/**
 * Whether a request may be made to an endpoint now (webhooks.md §5, Isolation). `lease.id` names the request, so that
 * asking again is the same lease; a worker that dies gives it back at `lease.until`. What must not be used any more
 * (`isUrgent`) waits for no probe. `now` in epoch milliseconds.
 */
export function decideAdmission({
  health,
  lease,
  isUrgent,
  now,
}: {
  health: EndpointHealth | undefined;
  lease: { id: string; until: string };
  isUrgent: boolean;
  now: number;
}): Admission {
  if (health === undefined || isWell(health)) return { kind: 'free' };
  const isAhead = (at: string | undefined): at is string => at !== undefined && Date.parse(at) > now;
  if (isAhead(health.pausedUntil)) return { kind: 'wait', until: health.pausedUntil };
  const underWay = (health.leases ?? []).filter(({ until }) => isAhead(until));
  const others = underWay.filter(({ id }) => id !== lease.id);
  const isOpen = health.failuresInRow >= OPEN_AFTER_FAILURES && !isUrgent;
  const isMine = others.length < underWay.length;
  if (isOpen && !isMine && isAhead(health.probeAt)) return { kind: 'wait', until: health.probeAt };
  const most = isOpen ? 1 : (health.atOnce ?? MOST_AT_ONCE);
  const [first] = others.toSorted((a, b) => Date.parse(a.until) - Date.parse(b.until));
  if (first !== undefined && others.length >= most) return { kind: 'wait', until: first.until };
  return { kind: 'lease', health: { ...health, leases: [...others, lease], rev: health.rev + 1 } };
}

function isWell({ failuresInRow, pausedUntil, atOnce }: EndpointHealth): boolean {
  return failuresInRow === 0 && pausedUntil === undefined && atOnce === undefined;
}
