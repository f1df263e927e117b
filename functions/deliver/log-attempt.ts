import { createHash } from 'node:crypto';
import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { Ending } from '#domain/webhook/decide.ts';
import type { Delivery } from '#domain/webhook/delivery.ts';
import { deliveryIdOf } from '#domain/webhook/ids.ts';
import { maskedHeaders, maskedText } from '#domain/webhook/masked.ts';
import { reportOf } from '#domain/webhook/pickup.ts';
import { classify } from '#domain/webhook/outcome-table.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import type { SentWebhook } from './send-signed.ts';

const KEPT_SECONDS = 90 * 86_400;
const MOST_DETAIL = 1_000;
const MOST_BODY = 16_384;
const MOST_PICKUP = 250;

export type AttemptToLog = {
  endpoint: Endpoint;
  webhookId: string;
  eventTime: string;
  event: Delivery['event'];
  test?: true;
  about?: { releaseId: string; uri: string; version: number };
  number: number;
  state: Exclude<Delivery['state'], 'pending'>;
  next?: string;
  /** Why it is the last. */
  ended?: Ending | 'disabled';
  sent: SentWebhook;
};

/**
 * Writes down a request: the delivery as it stands after it and, unless it was delivered, the attempt. Written again
 * they are the same items. Kept for 90 days.
 */
export async function logAttempt(
  deps: Pick<DeliverDeps, 'clock' | 'holders'>,
  made: AttemptToLog,
): Promise<void> {
  const { endpoint, webhookId, eventTime, number, state, sent } = made;
  const { endpointId, partnerId } = endpoint;
  const nowMs = deps.clock.now();
  const { durationMs } = sent.outcome;
  const ids = { deliveryId: deliveryIdOf(endpointId, eventTime, webhookId), endpointId };
  const at = new Date(nowMs).toISOString();
  const common = {
    ...ids,
    ...(sent.outcome.kind === 'response' ? { status: sent.outcome.status } : {}),
    ...(made.next === undefined ? {} : { next: made.next }),
    durationMs,
    expiresAtSeconds: Math.floor(nowMs / 1000) + KEPT_SECONDS,
  };
  if (state !== 'delivered') {
    await deps.holders.putAttempt({
      ...common,
      attempt: number,
      at,
      requestHeaders: maskedHeaders(sent.headers),
      bodySha256: createHash('sha256').update(sent.body).digest('hex'),
      ...(made.ended === undefined ? {} : { ended: made.ended }),
      ...answerOf(sent),
    });
  }
  await deps.holders.putDelivery({
    ...common,
    ...made.about,
    ...(made.test ? { test: true } : {}),
    ...pickupOf(made),
    partnerId,
    webhookId,
    eventTime,
    event: made.event,
    state,
    attempts: number,
    lastAttemptAt: at,
  });
}

/** The item stays within its kilobyte: an address that is longer stands with the holder only. */
function pickupOf({ state, test, sent }: AttemptToLog): { pickupUrl?: string } {
  const { url } = reportOf(sent.outcome);
  if (state !== 'delivered' || test || url === undefined || url.length > MOST_PICKUP) return {};
  return { pickupUrl: url };
}

function answerOf({ outcome }: SentWebhook) {
  const { why, firewall } = classify(outcome);
  const { kind, address, timings } = outcome;
  const common = {
    kind,
    why,
    ...(firewall === undefined ? {} : { firewall }),
    ...(address === undefined ? {} : { address }),
    ...(timings === undefined ? {} : { timings }),
  };
  if (outcome.kind !== 'response') {
    const phase = outcome.kind === 'timed-out' ? { phase: outcome.phase } : {};
    return { ...common, ...phase, detail: maskedText(outcome.detail, MOST_DETAIL) };
  }
  return {
    ...common,
    responseHeaders: maskedHeaders(outcome.headers),
    responseBody: maskedText(outcome.body, MOST_BODY),
    ...(outcome.truncated ? { truncated: true } : {}),
  };
}
