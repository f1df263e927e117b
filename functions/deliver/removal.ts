import type { Holder } from '#domain/webhook/holder.ts';
import { isGone, nextLookMs } from '#domain/webhook/pickup.ts';
import { untilWritten } from '#platform/until-written.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { planRetry } from './plan-retry.ts';
import type { Trying } from './trying.ts';

type LookDeps = Pick<DeliverDeps, 'clock' | 'due' | 'prompts'>;

/** After a kill the page that a partner has named is looked at until it is gone. Planned before the kill counts as told. */
export async function planFirstLook(deps: LookDeps, holder: Trying): Promise<void> {
  const { trying, pickup } = holder;
  if (trying.event !== 'release.killed' || pickup === undefined) return;
  await planLook(deps, holder, { checks: 0, checkedAt: trying.until });
}

/** The look after so many, by the time of the last one: planned again, it is the same item. */
async function planLook(
  deps: LookDeps,
  { releaseId, endpointId }: Holder,
  { checks, checkedAt }: { checks: number; checkedAt?: string | undefined },
): Promise<void> {
  const waitMs = nextLookMs(checks);
  if (waitMs === undefined || checkedAt === undefined) return;
  await planRetry(deps, {
    at: new Date(Date.parse(checkedAt) + waitMs).toISOString(),
    queue: 'bulk',
    prompt: { prompt: 'removal', releaseId, endpointId },
    n: `${releaseId}.${checks}`,
  });
}

/**
 * Looks whether a partner's page of a killed release is gone: the proof of its removal, kept with the holder. A prompt
 * that comes before its time is of a look that was made already: the next one is planned once more, since whoever made
 * it may have died before.
 */
export async function lookForRemoval(
  deps: LookDeps & Pick<DeliverDeps, 'holders' | 'sender'>,
  { releaseId, endpointId }: { releaseId: string; endpointId: string },
): Promise<string> {
  const seen = await deps.holders.getHolder(releaseId, endpointId);
  if (seen?.pickup === undefined || seen.removal === undefined) return 'nothing';
  if (seen.removal.state === 'removed') return 'removed';
  if (isTooEarly(seen.removal, deps.clock.now())) {
    await planLook(deps, seen, seen.removal);
    return 'too-early';
  }
  const outcome = await deps.sender.look(seen.pickup.url);
  const checks = seen.removal.checks + 1;
  const removal = {
    ...seen.removal,
    state: isGone(outcome) ? 'removed' : 'still-there',
    checkedAt: new Date(deps.clock.now()).toISOString(),
    checks,
    ...(outcome.kind === 'response' ? { status: outcome.status } : {}),
  } as const;
  return untilWritten('a holder', async () => {
    const holder = await deps.holders.getHolder(releaseId, endpointId);
    // Restored meanwhile, or looked at by another.
    if (holder?.removal === undefined || holder.removal.checks >= checks) return 'nothing';
    const written = await deps.holders.putHolder({ ...holder, removal, rev: holder.rev + 1 }, holder.rev);
    if (written === 'refused') return undefined;
    if (removal.state === 'still-there') await planLook(deps, seen, removal);
    return removal.state;
  });
}

function isTooEarly({ checks, checkedAt }: NonNullable<Holder['removal']>, nowMs: number): boolean {
  const waitMs = nextLookMs(checks);
  if (checkedAt === undefined || waitMs === undefined) return false;
  return nowMs < Date.parse(checkedAt) + waitMs;
}
