import type { Holder, TellingMark } from './holder.ts';
import type { Outcome } from './outcome.ts';
import { reportOf } from './pickup.ts';

/** A holder that has been told, with what the partner says in its answer; `replay` is the one that asked for it. */
export function holderAfterTold(
  holder: Holder,
  { version, event }: TellingMark,
  { outcome, replay }: { outcome: Outcome; replay?: string | undefined },
): Holder {
  const { trying: _, failed: _failed, next: _next, ...rest } = holder;
  const told = { version, event };
  return {
    ...withReport(rest, told, outcome),
    told,
    ...(replay === undefined ? {} : { replayed: replay }),
  };
}

/** What surely did not arrive leaves what stood before; what may have arrived stays under `trying`. */
export function holderAfterTry(holder: Holder, before: Holder | undefined, arrived: 'no' | 'maybe'): Holder {
  const { trying, ...rest } = holder;
  const stands = arrived === 'no' ? before?.trying : trying;
  if (stands === undefined) return rest;
  const { until: _, ...mark } = stands;
  return { ...rest, trying: mark };
}

/** Where the partner published a release; or its word that it removed a killed one, which alone is no proof of a page. */
function withReport(holder: Holder, { version, event }: TellingMark, outcome: Outcome): Holder {
  const { url, isRemoved } = reportOf(outcome);
  if (event !== 'release.killed') {
    return url === undefined ? holder : { ...holder, pickup: { url, version } };
  }
  if (holder.pickup === undefined && !isRemoved) return holder;
  const state = holder.pickup === undefined ? 'removed' : 'still-there';
  return { ...holder, removal: { state, checks: 0, ...(isRemoved ? { acked: true } : {}) } };
}
