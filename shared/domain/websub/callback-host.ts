import * as z from 'zod/mini';
import { feedFormatSchema } from './topic.ts';

/** What one host of callbacks may have and do: anybody may subscribe, so nobody may have everything. */
export const HOST_LIMITS = { subscriptions: 1_000, asksAMinute: 120 } as const;

/** `CALLBACKS#<host>` / `AT#<feedId>#<format>#<callbackId>`: one subscription of a host, asked for or confirmed. */
export const callbackPlaceSchema = z.object({
  host: z.string(),
  feedId: z.string(),
  format: feedFormatSchema,
  callbackId: z.string(),
  expiresAtSeconds: z.int(),
});
export type CallbackPlace = z.infer<typeof callbackPlaceSchema>;

/** `CALLBACKS#<host>` / `RATE`: how often the host was named in requests of one minute. */
export const hostRateSchema = z.object({
  host: z.string(),
  minute: z.int(),
  asks: z.int(),
  rev: z.int(),
  expiresAtSeconds: z.int(),
});
export type HostRate = z.infer<typeof hostRateSchema>;

/** The host's rate with one request more; undefined where it has had its share of this minute. */
export function oneAskMore(host: string, rate: HostRate | undefined, nowMs: number): HostRate | undefined {
  const minute = Math.floor(nowMs / 60_000);
  const asks = rate?.minute === minute ? rate.asks : 0;
  if (asks >= HOST_LIMITS.asksAMinute) return undefined;
  return { host, minute, asks: asks + 1, rev: (rate?.rev ?? 0) + 1, expiresAtSeconds: (minute + 60) * 60 };
}

/** Whether a host has room for one subscription more beside those that have not run out. */
export function hasRoom(places: readonly CallbackPlace[], nowMs: number): boolean {
  const standing = places.filter(({ expiresAtSeconds }) => expiresAtSeconds * 1000 > nowMs);
  return standing.length < HOST_LIMITS.subscriptions;
}

/** The place that a subscription has among those of its callback's host. */
export function placeOfSubscription({
  callback,
  feedId,
  format,
  callbackId,
  expiresAtSeconds,
}: Omit<CallbackPlace, 'host'> & { callback: string }): CallbackPlace {
  return { host: new URL(callback).host, feedId, format, callbackId, expiresAtSeconds };
}
