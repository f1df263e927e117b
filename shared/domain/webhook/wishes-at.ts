import type { Endpoint, Wishes } from '../partner/endpoint.ts';

/** Before everything: when an endpoint is asked as if it had always been there. */
export const LONG_AGO = '1970-01-01T00:00:00.000Z';

/**
 * The wishes of an endpoint that hold for a version of the given time: a change of filter or events acts from a
 * release's next version on (SEMANTICS, decideTelling 4), so that no webhook-id ever stands for two bodies.
 * `isNews` is false for what is older than the endpoint, or than what is known of its wishes: whoever was told nothing
 * of it waits for a backfill. S3's times are whole seconds, so a version of the same second counts as later.
 */
export function wishesAt(endpoint: Endpoint, versionAt: string): { wishes: Wishes; isNews: boolean } {
  const at = Date.parse(versionAt);
  const since = endpoint.wishesSince ?? endpoint.createdAt;
  let wishes: Wishes = endpoint;
  if (startsBy(since, at)) return { wishes, isNews: true };
  for (const earlier of endpoint.earlierWishes ?? []) {
    wishes = earlier;
    if (startsBy(earlier.since, at)) return { wishes, isNews: true };
  }
  return { wishes, isNews: false };
}

function startsBy(since: string, at: number): boolean {
  return Math.floor(Date.parse(since) / 1000) * 1000 <= at;
}
