import type { DeliveryPrompt } from '#domain/prompt/prompt.ts';
import type { Holder } from '#domain/webhook/holder.ts';
import { queueFor } from '#domain/webhook/queue-for.ts';
import { withNewBudget } from '#domain/webhook/replay.ts';
import { untilWritten } from '#platform/until-written.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import { readTelling } from '#platform/read-telling.ts';
import type { DeliverDeps } from './deliver-deps.ts';

const READS_AT_ONCE = 16;

/**
 * Prompts what was parked while an endpoint was not active, or given up: urgent first, each parked item deleted after its prompt
 * (SEMANTICS "deliver"). An endpoint that is not active any more keeps everything.
 */
export async function enableEndpoint(
  deps: Pick<DeliverDeps, 'holders' | 'partners' | 'prompts' | 'releases'>,
  endpointId: string,
): Promise<'enabled' | 'not-active'> {
  const endpoint = await deps.partners.getEndpoint(endpointId);
  if (endpoint?.state !== 'active') return 'not-active';
  await forgetFailures(deps, endpointId);
  const parked = await deps.holders.listParked(endpointId);
  const owed: { urgent: string[]; deliveries: string[] } = { urgent: [], deliveries: [] };
  const settled: string[] = [];
  await forEachBounded(parked, READS_AT_ONCE, async (releaseId) => {
    const holder = await takeUp(deps, releaseId, endpointId);
    const latest = await deps.releases.getHead(releaseId);
    const telling = latest && (await readTelling(deps.releases, { latest, holder, endpoint }));
    if (telling?.kind === 'tell') owed[queueFor(telling.event)].push(releaseId);
    else settled.push(releaseId);
  });
  for (const queue of ['urgent', 'deliveries'] as const) {
    const prompts = owed[queue].map((releaseId): DeliveryPrompt => ({
      prompt: 'deliver',
      releaseId,
      endpointId,
    }));
    await deps.prompts.send(queue, prompts);
    await unpark(deps, endpointId, owed[queue]);
  }
  await unpark(deps, endpointId, settled);
  await parkAgain(deps, endpointId, parked);
  return 'enabled';
}

/** What was given up may be tried again. */
async function takeUp(
  { holders }: Pick<DeliverDeps, 'holders'>,
  releaseId: string,
  endpointId: string,
): Promise<Holder | undefined> {
  const taken = await untilWritten('a holder', async () => {
    const holder = await holders.getHolder(releaseId, endpointId);
    if (holder?.failed?.over !== true) return { holder };
    const next = { ...withNewBudget(holder), rev: holder.rev + 1 };
    return (await holders.putHolder(next, holder.rev)) === 'written' ? { holder: next } : undefined;
  });
  return taken.holder;
}

async function unpark(
  deps: Pick<DeliverDeps, 'holders'>,
  endpointId: string,
  releaseIds: readonly string[],
): Promise<void> {
  await forEachBounded(releaseIds, READS_AT_ONCE, (releaseId) =>
    deps.holders.removeParked(endpointId, releaseId),
  );
}

/** Disabled meanwhile, a prompt may have been parked before its older item was deleted: one too many does no harm. */
async function parkAgain(
  deps: Pick<DeliverDeps, 'holders' | 'partners'>,
  endpointId: string,
  parked: readonly string[],
): Promise<void> {
  if (parked.length === 0) return;
  const endpoint = await deps.partners.getEndpoint(endpointId);
  if (endpoint === undefined || endpoint.state === 'active') return;
  await forEachBounded(parked, READS_AT_ONCE, (releaseId) => deps.holders.putParked(endpointId, releaseId));
}

/** What failed before the endpoint was enabled counts no more: neither to a second 410 nor to the end after five days. */
async function forgetFailures(deps: Pick<DeliverDeps, 'partners'>, endpointId: string): Promise<void> {
  await untilWritten(endpointId, async () => {
    const health = await deps.partners.getHealth(endpointId);
    if (health === undefined || health.failuresInRow === 0) return 'done';
    const { rev, lastSuccessAt } = health;
    const forgotten = {
      endpointId,
      rev: rev + 1,
      failuresInRow: 0,
      ...(lastSuccessAt === undefined ? {} : { lastSuccessAt }),
    };
    return (await deps.partners.putHealth(forgotten, rev)) === 'written' ? 'done' : undefined;
  });
}
