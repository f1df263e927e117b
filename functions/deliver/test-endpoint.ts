import type { EventType } from '#domain/webhook/event-type.ts';
import { eventTimeOf, testIdOf } from '#domain/webhook/ids.ts';
import { classify } from '#domain/webhook/outcome-table.ts';
import { sampleWebhook } from '#domain/webhook/sample.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { logAttempt } from './log-attempt.ts';
import { sendSigned, webhookFor } from './send-signed.ts';

/** Sends one event that is no news, once; what came of it stands in the log and says nothing of the endpoint's health. */
export async function testEndpoint(
  deps: DeliverDeps,
  { endpointId, event, at }: { endpointId: string; event: EventType; at: string },
): Promise<string> {
  const endpoint = await deps.partners.getEndpoint(endpointId);
  // A URL that changed since it was asked for has proved nothing yet.
  if (endpoint?.verifiedAt === undefined) return 'gone';
  const id = testIdOf(endpointId, at, event);
  const { format } = endpoint;
  const sample = sampleWebhook({ id, endpointId, event, version: 1, format, at, siteUrl: deps.siteUrl });
  const sent = await sendSigned(deps, endpoint, await webhookFor(deps, endpoint, sample));
  const isTaken = classify(sent.outcome).step === 'told';
  await logAttempt(deps, {
    endpoint,
    webhookId: id,
    eventTime: eventTimeOf(at),
    event,
    test: true,
    number: 1,
    state: isTaken ? 'delivered' : 'failed',
    sent,
  });
  return isTaken ? 'taken' : 'refused';
}
