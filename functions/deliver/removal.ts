import type { Holder } from '#domain/webhook/holder.ts';
import { isGone, nextLookMs } from '#domain/webhook/pickup.ts';
import { untilWritten } from '#platform/until-written.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { putRetry } from './plan-retry.ts';
import type { Trying } from './trying.ts';

/** After a kill the page that a partner has named is looked at until it is gone. Planned before the kill counts as told. */
export async function planFirstLook(deps: Pick<DeliverDeps, 'clock' | 'due'>, holder: Trying): Promise<void> {
  if (holder.trying.event === 'release.killed' && holder.pickup) await planLook(deps, holder, 0);
}

async function planLook(
  deps: Pick<DeliverDeps, 'clock' | 'due'>,
  { releaseId, endpointId }: Holder,
  looks: number,
): Promise<void> {
  const waitMs = nextLookMs(looks);
  if (waitMs === undefined) return;
  await putRetry(deps, {
    at: new Date(deps.clock.now() + waitMs).toISOString(),
    queue: 'bulk',
    prompt: { prompt: 'removal', releaseId, endpointId },
    n: `${releaseId}.${looks}`,
  });
}

/** Looks whether a partner's page of a killed release is gone: the proof of its removal, kept with the holder. */
export async function lookForRemoval(
  deps: Pick<DeliverDeps, 'clock' | 'due' | 'holders' | 'sender'>,
  { releaseId, endpointId }: { releaseId: string; endpointId: string },
): Promise<string> {
  const seen = await deps.holders.getHolder(releaseId, endpointId);
  if (seen?.pickup === undefined || seen.removal === undefined) return 'nothing';
  if (seen.removal.state === 'removed') return 'removed';
  const outcome = await deps.sender.look(seen.pickup.url);
  const checks = seen.removal.checks + 1;
  const removal = {
    ...seen.removal,
    state: isGone(outcome) ? 'removed' : 'still-there',
    checkedAt: new Date(deps.clock.now()).toISOString(),
    checks,
    ...(outcome.kind === 'response' ? { status: outcome.status } : {}),
  } as const;
  if (removal.state === 'still-there') await planLook(deps, seen, checks);
  return untilWritten('a holder', async () => {
    const holder = await deps.holders.getHolder(releaseId, endpointId);
    // Restored meanwhile, or looked at by another.
    if (holder?.removal === undefined || holder.removal.checks >= checks) return 'nothing';
    const written = await deps.holders.putHolder({ ...holder, removal, rev: holder.rev + 1 }, holder.rev);
    return written === 'written' ? removal.state : undefined;
  });
}
