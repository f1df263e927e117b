import { decideAdmission } from '#domain/partner/admission.ts';
import { queueFor } from '#domain/webhook/queue-for.ts';
import { untilWritten } from '#platform/until-written.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import type { Situation } from './situation.ts';
import { REQUEST_MS } from './trying.ts';

/**
 * Lets a request to an endpoint through, or says until when it must wait. While the endpoint is not well each request
 * takes a lease in its STATE; gives the situation with the health as it then stands.
 */
export async function admit(
  deps: Pick<DeliverDeps, 'clock' | 'partners'>,
  situation: Situation,
): Promise<{ admitted: Situation } | { waitUntil: string }> {
  let { health } = situation;
  const { endpoint, latest, telling } = situation;
  const isUrgent = queueFor(telling.event) === 'urgent';
  return untilWritten('a health', async () => {
    const now = deps.clock.now();
    const lease = { id: latest.releaseId, until: new Date(now + REQUEST_MS).toISOString() };
    const admission = decideAdmission({ health, lease, isUrgent, now });
    switch (admission.kind) {
      case 'free':
        return { admitted: { ...situation, health } };
      case 'wait':
        return { waitUntil: admission.until };
      case 'lease': {
        const { health: leased } = admission;
        const written = await deps.partners.putHealth(leased, leased.rev - 1);
        if (written === 'written') return { admitted: { ...situation, health: leased } };
        health = await deps.partners.getHealth(endpoint.endpointId);
        return undefined;
      }
    }
  });
}
