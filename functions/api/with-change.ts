import { isDeepStrictEqual } from 'node:util';
import type { Endpoint, Wishes } from '#domain/partner/endpoint.ts';
import type { EndpointChange } from './endpoint-body.ts';

const MOST_EARLIER_WISHES = 10;

/** New wishes hold from now on; what held before is kept, so that one webhook-id never has two bodies. */
export function withChange(
  stored: Endpoint,
  change: EndpointChange,
  at: { url: string | undefined; now: string },
): Endpoint {
  const { url, now } = at;
  const next = withFields(stored, change);
  const before = wishesOf(stored);
  if (!isDeepStrictEqual(wishesOf(next), before)) {
    const { wishesSince, createdAt, earlierWishes = [] } = stored;
    const earlier = { ...before, since: wishesSince ?? createdAt };
    next.earlierWishes = [earlier, ...earlierWishes].slice(0, MOST_EARLIER_WISHES);
    next.wishesSince = now;
  }
  if (url === undefined || url === stored.url) return next;
  const { verifiedAt: _verifiedAt, disabled: _disabled, ...unproved } = next;
  return { ...unproved, url, state: 'pending', challenge: { since: now, attempt: 0 } };
}

function withFields(stored: Endpoint, change: EndpointChange): Endpoint {
  const {
    events: oldEvents,
    filter: oldFilter,
    schedule: oldSchedule,
    maxAgeSeconds: oldAge,
    ...rest
  } = stored;
  const next: Endpoint = {
    ...rest,
    minor: change.minor ?? stored.minor,
    format: change.format ?? stored.format,
  };
  const events = kept(change.events, oldEvents);
  const filter = kept(change.filter, oldFilter);
  const schedule = kept(change.schedule, oldSchedule);
  const maxAgeSeconds = kept(change.maxAge, oldAge);
  if (events !== undefined) next.events = events;
  if (filter !== undefined) next.filter = filter;
  if (schedule !== undefined) next.schedule = schedule;
  if (maxAgeSeconds !== undefined) next.maxAgeSeconds = maxAgeSeconds;
  return next;
}

/** `undefined` leaves what was, `null` takes it back. */
function kept<T>(change: T | null | undefined, stored: T | undefined): T | undefined {
  return change === undefined ? stored : (change ?? undefined);
}

function wishesOf({ events, filter, format, minor }: Endpoint): Wishes {
  return {
    format,
    minor,
    ...(events === undefined ? {} : { events }),
    ...(filter === undefined ? {} : { filter }),
  };
}
