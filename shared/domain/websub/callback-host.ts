import * as z from 'zod/mini';
import { feedFormatSchema } from './topic.ts';

/**
 * What one host of callbacks may have and do: anybody may subscribe, so nobody may have everything. Anybody may also name
 * a host that is not theirs, so what its callbacks have confirmed is counted by itself: a stranger uses up none of it.
 */
export const HOST_LIMITS = {
  subscriptions: 1_000,
  /** Waiting for their callback, which is asked for a minute or two. */
  unconfirmed: 300,
  /** Of what no callback has confirmed. */
  asksAMinute: 120,
  /** Requests about subscriptions that stand. */
  renewalsAMinute: 120,
} as const;

/** `CALLBACKS#<host>` / `AT#<feedId>#<format>#<callbackId>`: one subscription of a host, asked for or confirmed. */
export const callbackPlaceSchema = z.object({
  host: z.string(),
  feedId: z.string(),
  format: feedFormatSchema,
  callbackId: z.string(),
  expiresAtSeconds: z.int(),
  /** Its callback has confirmed nothing yet. */
  pending: z.exactOptional(z.boolean()),
});
export type CallbackPlace = z.infer<typeof callbackPlaceSchema>;

/** `CALLBACKS#<host>` / `RATE`: how often the host was named in requests of one minute. */
export const hostRateSchema = z.object({
  host: z.string(),
  minute: z.int(),
  asks: z.int(),
  renewals: z.exactOptional(z.int()),
  rev: z.int(),
  expiresAtSeconds: z.int(),
});
export type HostRate = z.infer<typeof hostRateSchema>;

/** The host's rate with one request more; undefined where it has had its share of this minute. */
export function oneAskMore(
  { host, isRenewal }: { host: string; isRenewal: boolean },
  rate: HostRate | undefined,
  nowMs: number,
): HostRate | undefined {
  const minute = Math.floor(nowMs / 60_000);
  const { asks = 0, renewals = 0 } = rate?.minute === minute ? rate : {};
  const next = isRenewal ? { asks, renewals: renewals + 1 } : { asks: asks + 1, renewals };
  if (next.asks > HOST_LIMITS.asksAMinute || next.renewals > HOST_LIMITS.renewalsAMinute) return undefined;
  return { host, minute, ...next, rev: (rate?.rev ?? 0) + 1, expiresAtSeconds: (minute + 60) * 60 };
}

/** Whether a host has room for one subscription more beside those that have not run out. */
export function hasRoom(places: readonly CallbackPlace[], nowMs: number): boolean {
  const standing = places.filter(({ expiresAtSeconds }) => expiresAtSeconds * 1000 > nowMs);
  const pending = standing.filter((place) => place.pending === true).length;
  return standing.length - pending < HOST_LIMITS.subscriptions && pending < HOST_LIMITS.unconfirmed;
}

/** The place that a subscription has among those of its callback's host. */
export function placeOfSubscription({
  callback,
  feedId,
  format,
  callbackId,
  expiresAtSeconds,
  pending,
}: Omit<CallbackPlace, 'host'> & { callback: string }): CallbackPlace {
  const place = { host: new URL(callback).host, feedId, format, callbackId, expiresAtSeconds };
  return pending === true ? { ...place, pending } : place;
}
