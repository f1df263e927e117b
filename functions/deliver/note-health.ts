import type { EndpointHealth } from '#domain/partner/endpoint.ts';
import type { Plan } from '#domain/webhook/decide.ts';
import type { DeliverDeps } from './deliver-deps.ts';

/**
 * What an attempt says of its endpoint's health. A memory only: a write that is refused is left, and an endpoint that
 * was well and stays well is not written at all.
 */
export async function noteHealth(
  deps: Pick<DeliverDeps, 'clock' | 'partners'>,
  endpointId: string,
  before: EndpointHealth | undefined,
  plan: Plan,
): Promise<void> {
  const at = new Date(deps.clock.now()).toISOString();
  const rev = before?.rev ?? 0;
  if (plan.kind === 'told') {
    if (before === undefined || (before.failuresInRow === 0 && before.pausedUntil === undefined)) return;
    await deps.partners.putHealth({ endpointId, rev: rev + 1, failuresInRow: 0, lastSuccessAt: at }, rev);
    return;
  }
  const isRetry = plan.kind === 'retry';
  const goneAt = isRetry && plan.isGone ? (before?.goneAt ?? at) : undefined;
  const pausedUntil = (isRetry ? plan.pauseUntil : undefined) ?? before?.pausedUntil;
  await deps.partners.putHealth(
    {
      endpointId,
      rev: rev + 1,
      failuresInRow: (before?.failuresInRow ?? 0) + 1,
      lastFailureAt: at,
      firstFailureAt: (before?.failuresInRow ? before.firstFailureAt : undefined) ?? at,
      ...(before?.lastSuccessAt === undefined ? {} : { lastSuccessAt: before.lastSuccessAt }),
      ...(pausedUntil === undefined ? {} : { pausedUntil }),
      ...(goneAt === undefined ? {} : { goneAt }),
    },
    rev,
  );
}
