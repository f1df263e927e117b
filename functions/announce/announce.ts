import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { ChangePrompt, DeliveryPrompt } from '#domain/prompt/prompt.ts';
import type { Head } from '#domain/release/head.ts';
import type { Holder } from '#domain/webhook/holder.ts';
import { queueFor } from '#domain/webhook/queue-for.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import { readTelling } from '#platform/read-telling.ts';
import { ENDPOINT_SHARDS } from '#ports/partner-store.ts';
import type { AnnounceDeps } from './announce-deps.ts';
import { findUnreachable } from './find-unreachable.ts';
import { tellBus } from './tell-bus.ts';

/** Reads of holders at once. */
const READS_AT_ONCE = 32;
/** The clock comes once a minute and may miss a tick. */
const OVERDUE_MS = 180_000;
/** A look that had to repair something is followed by another (DESIGN §2, rule 4). */
const NEXT_LOOK_MS = 600_000;

export type Announced = { endpoints: number; prompted: number; repaired: number };

/**
 * Tells the deliverers which endpoints have something to hear of a release. A prompt without a shard becomes one for
 * each shard of endpoints, and tells the operator's own functions. For each endpoint of a shard: consistent HOLDER, `decideTelling`, and where there is
 * something to tell, a prompt (SEMANTICS "announce"). An endpoint that is not active is prompted too: deliver parks
 * what it is owed. Writes nothing but, when a look called it and found something to repair, the next look.
 */
export async function announce(deps: AnnounceDeps, prompt: ChangePrompt): Promise<Announced> {
  const { releaseId, shard, look } = prompt;
  if (shard === undefined) {
    const shards = Array.from({ length: ENDPOINT_SHARDS }, (_, each) => ({ ...prompt, shard: each }));
    await deps.prompts.send('changes', shards);
    const latest = await deps.releases.getHead(releaseId);
    if (latest !== undefined) await findUnreachable(deps, latest);
    if (latest !== undefined) await tellBus(deps, latest);
    return { endpoints: 0, prompted: 0, repaired: 0 };
  }
  const endpoints = await deps.partners.listEndpoints(shard);
  const latest = endpoints.length === 0 ? undefined : await deps.releases.getHead(releaseId);
  if (latest === undefined) return { endpoints: endpoints.length, prompted: 0, repaired: 0 };
  const { queues, forgotten } = await findOwed(deps, latest, endpoints);
  if (look !== undefined && forgotten > 0) {
    deps.countRepair('announce');
    await writeNextLook(deps, latest, { shard, look });
  }
  await deps.prompts.send('urgent', queues.urgent);
  await deps.prompts.send('deliveries', queues.deliveries);
  return {
    endpoints: endpoints.length,
    prompted: queues.urgent.length + queues.deliveries.length,
    repaired: look === undefined ? 0 : forgotten,
  };
}

async function findOwed(
  deps: AnnounceDeps,
  latest: Head,
  endpoints: readonly Endpoint[],
): Promise<{ queues: { urgent: DeliveryPrompt[]; deliveries: DeliveryPrompt[] }; forgotten: number }> {
  const queues: { urgent: DeliveryPrompt[]; deliveries: DeliveryPrompt[] } = { urgent: [], deliveries: [] };
  const { releaseId } = latest;
  let forgotten = 0;
  await forEachBounded(endpoints, READS_AT_ONCE, async (endpoint) => {
    const { endpointId } = endpoint;
    const holder = await deps.holders.getHolder(releaseId, endpointId);
    const telling = await readTelling(deps.releases, { latest, holder, endpoint });
    if (telling.kind === 'nothing') return;
    queues[queueFor(telling.event)].push({ prompt: 'deliver', releaseId, endpointId });
    if (endpoint.state !== 'active' || isUnderWay(latest, holder, endpoint, deps.clock.now())) return;
    forgotten += 1;
  });
  return { queues, forgotten };
}

/**
 * The change is young, the endpoint was just enabled, somebody is at it, or a retry is planned and not long overdue: no
 * prompt was lost.
 */
function isUnderWay(
  { updatedAt }: Head,
  holder: Holder | undefined,
  { verifiedAt, enabledAt }: Endpoint,
  nowMs: number,
): boolean {
  return [updatedAt, verifiedAt, enabledAt, holder?.trying?.until, holder?.next].some(
    (at) => at !== undefined && Date.parse(at) > nowMs - OVERDUE_MS,
  );
}

/** Its time hangs on the change and the number of the look; for an old release on the ten minutes that it falls in. */
async function writeNextLook(
  deps: AnnounceDeps,
  { releaseId, version, updatedAt }: Head,
  { shard, look }: { shard: number; look: number },
): Promise<void> {
  const planned = Date.parse(updatedAt) + (look + 1) * NEXT_LOOK_MS;
  const slot = (Math.floor(deps.clock.now() / NEXT_LOOK_MS) + 1) * NEXT_LOOK_MS;
  await deps.due.putDue({
    dueAt: new Date(Math.max(planned, slot)).toISOString(),
    kind: 'look',
    id: releaseId,
    n: `announce.${version}.${shard}.${look + 1}`,
    queue: 'changes',
    prompt: { prompt: 'announce', releaseId, shard, look: look + 1 },
  });
}
