import type { EndpointHealth } from '#domain/partner/endpoint.ts';
import { isGivenUp } from '#domain/partner/failing.ts';
import { healthAfter, type Noted } from '#domain/partner/health-after.ts';
import { untilWritten } from '#platform/until-written.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { disableEndpoint } from './disable-endpoint.ts';
import { planMail } from './mail-partner.ts';

const HOUR_MS = 3_600_000;

/**
 * What an attempt says of its endpoint's health, written over what others noted meanwhile, and what follows from it: a
 * mail to its partner, or its end. `seen` is the health as it was read before the request.
 */
export async function noteHealth(
  deps: Pick<DeliverDeps, 'clock' | 'due' | 'partners'>,
  seen: Noted['before'],
  made: Omit<Noted, 'before' | 'now'>,
): Promise<void> {
  let before = seen;
  await untilWritten('a health', async () => {
    const now = deps.clock.now();
    const health = healthAfter({ ...made, before, now });
    if (health === undefined) return true;
    await warn(deps, before, health);
    if ((await deps.partners.putHealth(health, health.rev - 1)) === 'written') {
      if (isGivenUp(health, now)) await disableEndpoint(deps, made.endpointId, 'failing');
      return true;
    }
    before = await deps.partners.getHealth(made.endpointId);
    return undefined;
  });
}

/** Before the health is written: a mail that is planned twice is one mail, one that is forgotten is none. */
async function warn(
  deps: Pick<DeliverDeps, 'due'>,
  before: EndpointHealth | undefined,
  { endpointId, firstFailureAt, warnedHours: hours }: EndpointHealth,
): Promise<void> {
  if (hours === undefined || hours === before?.warnedHours || firstFailureAt === undefined) return;
  await planMail(deps, endpointId, {
    mail: { about: 'failing', hours },
    dueAt: new Date(Date.parse(firstFailureAt) + hours * HOUR_MS).toISOString(),
    n: `${firstFailureAt}.${hours}`,
  });
}
