import { jitterOf } from '#domain/webhook/jitter.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { planRetry } from './plan-retry.ts';
import { retryOf, type Situation } from './situation.ts';

/** Of which up to a fifth is added, so that not everything comes back at the end of a wait at once. */
const SPREAD_MS = 150_000;

/** Leaves an endpoint alone until a time: no attempt, no budget burns. `again` where somebody else wrote first. */
export async function putOff(
  deps: Pick<DeliverDeps, 'clock' | 'due' | 'holders' | 'prompts'>,
  situation: Situation,
  until: string,
): Promise<'put-off' | 'again'> {
  const { endpoint, holder, latest, telling } = situation;
  const { endpointId } = endpoint;
  const { releaseId } = latest;
  const { version } = telling;
  const jitterMs = jitterOf({ releaseId, version, endpointId, number: 0, waitMs: SPREAD_MS });
  const next = new Date(Date.parse(until) + jitterMs).toISOString();
  if (holder?.next !== next) {
    const rev = holder?.rev ?? 0;
    const changed = { ...(holder ?? { releaseId, endpointId }), next, rev: rev + 1 };
    if ((await deps.holders.putHolder(changed, rev)) === 'refused') return 'again';
  }
  await planRetry(deps, retryOf(situation, next));
  return 'put-off';
}
