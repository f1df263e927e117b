import type { DeliveryPrompt } from '#domain/prompt/prompt.ts';
import { challengeEndpoint } from './challenge.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { deliverRelease } from './deliver-release.ts';
import { enableEndpoint } from './enable.ts';

/** What became of a prompt, for its log line. */
export type Delivered = { did: string; releaseId?: string; endpointId: string };

/** Deliver: what the message names, an endpoint's next webhook, its challenge or what was parked for it. */
export async function deliverPrompt(deps: DeliverDeps, message: DeliveryPrompt): Promise<Delivered> {
  const { endpointId } = message;
  switch (message.prompt) {
    case 'deliver': {
      const did = await deps.slots(endpointId, () => deliverRelease(deps, message));
      return { did, releaseId: message.releaseId, endpointId };
    }
    case 'challenge':
      return { did: await deps.slots(endpointId, () => challengeEndpoint(deps, endpointId)), endpointId };
    case 'enable':
      return { did: await enableEndpoint(deps, endpointId), endpointId };
  }
}
