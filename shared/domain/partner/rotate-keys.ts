import type { Endpoint } from './endpoint.ts';

/** Old keys that still sign, at most; a signature of each goes with every webhook. */
const MOST_KEYS = 10;

type Keys = Endpoint['keys'];

/**
 * An endpoint's keys after a rotation: a new generation from the newest root, and what signed before for `overlapMs`
 * longer, never longer than it already had. Keys that are past are forgotten. `now` in epoch milliseconds.
 */
export function rotatedKeys(
  keys: Keys,
  { newestRoot, overlapMs, now }: { newestRoot: string; overlapMs: number; now: number },
): Keys {
  const generation = Math.max(0, ...keys.map((key) => key.generation)) + 1;
  const end = now + overlapMs;
  const old = keys.map((key) => ({
    ...key,
    until: new Date(key.until === undefined ? end : Math.min(end, Date.parse(key.until))).toISOString(),
  }));
  const valid = old.filter(({ until }) => Date.parse(until) > now);
  return [{ root: newestRoot, generation }, ...valid].slice(0, MOST_KEYS);
}
