import { thinBody } from '#domain/webhook/body.ts';
import { webhookIdOf } from '#domain/webhook/ids.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { webhookFor, type Webhook } from './send-signed.ts';
import type { Situation } from './situation.ts';

/**
 * The webhook that tells what is to be told. Made before `trying` is written: what we cannot read or derive is our own
 * fault, and no attempt.
 */
export async function releaseWebhook(deps: DeliverDeps, situation: Situation): Promise<Webhook> {
  const { endpoint, latest, telling } = situation;
  const { noteVersion, previousVersion } = telling;
  const id = webhookIdOf(latest.releaseId, telling, endpoint.endpointId);
  const version =
    noteVersion === undefined || noteVersion === latest.version
      ? latest
      : await deps.releases.getVersion(latest.releaseId, noteVersion);
  const note = noteVersion === undefined ? undefined : version?.note;
  const body = thinBody({
    id,
    event: telling.event,
    latest,
    siteUrl: deps.siteUrl,
    ...(previousVersion === undefined ? {} : { previousVersion }),
    ...(note === undefined ? {} : { note }),
  });
  return webhookFor(deps, endpoint, { id, body });
}
