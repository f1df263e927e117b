import { NETWORK_FEED } from '#domain/feed/feed-id.ts';
import type { DeliveryPrompt } from '#domain/prompt/prompt.ts';
import { compareInstants } from '#domain/release/instant.ts';
import type { Delivery } from '#domain/webhook/delivery.ts';
import type { Replay } from '#domain/webhook/replay.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { goOnLater } from './go-on-later.ts';

const PAGE = 100;
const READS_AT_ONCE = 16;

/** What a page of a replay comes to: what is prompted, how many were looked at, and the job after it. */
type Page = { releaseIds: readonly string[]; seen: number; after: Partial<Replay> };

/**
 * Prompts what a replay asks for, page by page on the bulk queue. The prompts of a page are sent before the page counts
 * as done, so that a run that is cut off sends it again; a release is told once for a replay, however often it is
 * prompted.
 */
export async function runReplay(
  deps: DeliverDeps,
  { endpointId, replayId }: { endpointId: string; replayId: string },
  hasTime: () => boolean,
): Promise<string> {
  for (;;) {
    const job = await deps.jobs.getReplay(endpointId, replayId);
    if (job === undefined) return 'gone';
    if (job.state === 'done') return 'done';
    if (!hasTime()) {
      const place = { at: job.createdAt, n: `${replayId}.${job.rev}` };
      await goOnLater(deps, { prompt: 'replay', endpointId, replayId }, place);
      return 'goes-on';
    }
    const { releaseIds, seen, after } = await nextPage(deps, job);
    const prompts = releaseIds.map((releaseId): DeliveryPrompt => ({
      prompt: 'deliver',
      releaseId,
      endpointId,
      replay: replayId,
    }));
    await deps.prompts.send('bulk', prompts);
    const next = { ...job, ...after, seen: job.seen + seen, prompted: job.prompted + prompts.length };
    if ((await deps.jobs.putReplay({ ...next, rev: job.rev + 1 }, job.rev)) === 'refused') return 'elsewhere';
  }
}

function nextPage(deps: DeliverDeps, job: Replay): Promise<Page> {
  const wantsDeliveries = job.states.some((state) => state !== 'never');
  return wantsDeliveries && job.deliveriesDone !== true ? deliveriesPage(deps, job) : releasesPage(deps, job);
}

async function deliveriesPage(deps: DeliverDeps, job: Replay): Promise<Page> {
  const { endpointId, since, until, afterDelivery: before } = job;
  const page = await deps.holders.listDeliveries(endpointId, {
    limit: PAGE,
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(before === undefined ? {} : { before }),
  });
  const last = page.at(-1);
  const isEnd = page.length < PAGE || last === undefined;
  const wanted = page.filter((delivery) => isWanted(job, delivery)).map(({ releaseId }) => releaseId);
  return {
    releaseIds: [...new Set(wanted)].filter((releaseId) => releaseId !== undefined),
    seen: page.length,
    after: {
      ...(last === undefined
        ? {}
        : { afterDelivery: { eventTime: last.eventTime, deliveryId: last.deliveryId } }),
      ...(isEnd ? { deliveriesDone: true } : {}),
    },
  };
}

function isWanted({ states }: Replay, { state, test }: Delivery): boolean {
  if (test === true) return false;
  return (state === 'delivered' || state === 'failed') && states.includes(state);
}

/** What the network has published and this endpoint was never told of; deliver decides whether it matches. */
async function releasesPage(deps: DeliverDeps, job: Replay): Promise<Page> {
  if (!job.states.includes('never')) return { releaseIds: [], seen: 0, after: { state: 'done' } };
  const { endpointId, since, until, afterPointer: before } = job;
  const page = await deps.feeds.listPointers(NETWORK_FEED, { limit: PAGE, ...(before ? { before } : {}) });
  const last = page.at(-1);
  const within = page.filter(
    ({ firstPublicAt: at }) =>
      (since === undefined || compareInstants(at, since) >= 0) &&
      (until === undefined || compareInstants(at, until) <= 0),
  );
  const isEnd =
    last === undefined ||
    page.length < PAGE ||
    (since !== undefined && compareInstants(last.firstPublicAt, since) < 0);
  const releaseIds: string[] = [];
  await forEachBounded(within, READS_AT_ONCE, async ({ releaseId }) => {
    const holder = await deps.holders.getHolder(releaseId, endpointId);
    if (holder?.told === undefined) releaseIds.push(releaseId);
  });
  return {
    releaseIds,
    seen: page.length,
    after: {
      ...(last === undefined ? {} : { afterPointer: last }),
      ...(isEnd ? { state: 'done' } : {}),
    },
  };
}
