import { healthAfter, type Noted } from '#domain/partner/health-after.ts';
import { untilWritten } from '#platform/until-written.ts';
import type { DeliverDeps } from './deliver-deps.ts';

/**
 * What an attempt says of its endpoint's health, written over what others noted meanwhile. `seen` is the health as it
 * was read before the request.
 */
export async function noteHealth(
  deps: Pick<DeliverDeps, 'clock' | 'partners'>,
  seen: Noted['before'],
  made: Omit<Noted, 'before' | 'now'>,
): Promise<void> {
  let before = seen;
  await untilWritten('a health', async () => {
    const health = healthAfter({ ...made, before, now: deps.clock.now() });
    if (health === undefined) return true;
    if ((await deps.partners.putHealth(health, health.rev - 1)) === 'written') return true;
    before = await deps.partners.getHealth(made.endpointId);
    return undefined;
  });
}
