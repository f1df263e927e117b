import * as z from 'zod/mini';
import { activityOf, type ActivityStep, type Happening } from '#domain/api/activity.ts';
import { NETWORK_FEED } from '#domain/feed/feed-id.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import { ENDPOINT_SHARDS } from '#ports/partner-store.ts';
import type { ApiContext } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { readQuery } from './read-request.ts';

export const activityQuerySchema = z.strictObject({ span: z._default(z.enum(['hour', 'day']), 'hour') });
type Span = z.infer<typeof activityQuerySchema>['span'];

const SPANS = {
  hour: { stepMs: 5 * 60_000, steps: 12 },
  day: { stepMs: 3_600_000, steps: 24 },
} as const;
/** Of one newsroom, of the network and of one endpoint; what is beyond is not counted, and said. */
const MOST_EACH = 1_000;
const MOST_ENDPOINTS = 500;
const AT_ONCE = 8;
/** Many consoles that look every few seconds cost one count. */
const KEPT_MS = 10_000;

type Activity = { span: Span; at: string; isPartial: boolean; steps: ActivityStep[] };
type Counted = { happenings: Happening[]; isPartial: boolean };

/** `GET /api/activity`: uploads, releases that became public and deliveries of the last hour or day, step by step. */
export function activity(deps: ApiDeps): (context: ApiContext) => Promise<Response> {
  const kept = new Map<Span, Activity & { madeAtMs: number }>();
  return async (context) => {
    const { span } = readQuery(context, activityQuerySchema);
    const nowMs = deps.clock.now();
    const known = kept.get(span);
    const isFresh = known !== undefined && nowMs - known.madeAtMs < KEPT_MS;
    const made = isFresh ? known : { ...(await count(deps, span, nowMs)), madeAtMs: nowMs };
    kept.set(span, made);
    const { madeAtMs: _, ...shown } = made;
    return context.json(shown);
  };
}

async function count(deps: ApiDeps, span: Span, nowMs: number): Promise<Activity> {
  const { stepMs, steps } = SPANS[span];
  const since = new Date((Math.floor(nowMs / stepMs) - steps + 1) * stepMs).toISOString();
  const [uploads, releases, deliveries] = await Promise.all([
    uploadsSince(deps, since),
    releasesSince(deps, since),
    deliveriesSince(deps, since),
  ]);
  const happenings = {
    uploads: uploads.happenings,
    releases: releases.happenings,
    deliveries: deliveries.happenings,
  };
  return {
    span,
    at: new Date(nowMs).toISOString(),
    isPartial: uploads.isPartial || releases.isPartial || deliveries.isPartial,
    steps: activityOf(happenings, { nowMs, stepMs, steps }),
  };
}

async function uploadsSince({ newsrooms }: ApiDeps, since: string): Promise<Counted> {
  const counted: Counted = { happenings: [], isPartial: false };
  await forEachBounded(await newsrooms.listNewsrooms(), AT_ONCE, async ({ id }) => {
    const found = await newsrooms.listReceipts(id, { since, limit: MOST_EACH });
    add(counted, found, ({ uploadedAt, state }) => ({ at: uploadedAt, state }));
  });
  return counted;
}

async function releasesSince({ feeds }: ApiDeps, since: string): Promise<Counted> {
  const counted: Counted = { happenings: [], isPartial: false };
  const found = await feeds.listPointers(NETWORK_FEED, { limit: MOST_EACH });
  add(counted, found, ({ firstPublicAt }) => ({ at: firstPublicAt, state: 'published' }));
  counted.isPartial &&= (found.at(-1)?.firstPublicAt ?? '') > since;
  return counted;
}

async function deliveriesSince({ partners, holders }: ApiDeps, since: string): Promise<Counted> {
  const shards = Array.from({ length: ENDPOINT_SHARDS }, (_, shard) => partners.listEndpoints(shard));
  const endpoints = (await Promise.all(shards)).flat();
  const counted: Counted = { happenings: [], isPartial: endpoints.length > MOST_ENDPOINTS };
  await forEachBounded(endpoints.slice(0, MOST_ENDPOINTS), AT_ONCE, async ({ endpointId }) => {
    const found = await holders.listDeliveries(endpointId, { since, limit: MOST_EACH });
    const news = found.filter(({ test, releaseId }) => test !== true && releaseId !== undefined);
    add(counted, news, ({ eventTime, state }) => ({ at: eventTime, state }));
    counted.isPartial ||= found.length === MOST_EACH;
  });
  return counted;
}

function add<T>(counted: Counted, found: readonly T[], as: (one: T) => Happening): void {
  for (const one of found) counted.happenings.push(as(one));
  counted.isPartial ||= found.length === MOST_EACH;
}
