import { createHash } from 'node:crypto';
import type { TellingMark } from './holder.ts';

/** Base64url of a hash, shortened to 132 bits: enough that no two webhooks ever share an id. */
const HASH_CHARACTERS = 22;

/**
 * The `webhook-id` of a release's version told as an event to an endpoint: the same over retries, replays and redos,
 * and of `[A-Za-z0-9_-]`, without the dot that parts what is signed.
 */
export function webhookIdOf(releaseId: string, mark: TellingMark, endpointId: string): string {
  return `msg_${hashOf([releaseId, String(mark.version), mark.event, endpointId])}`;
}

/** The `webhook-id` of an endpoint's challenge; a new challenge has a new one. */
export function challengeIdOf(endpointId: string, since: string): string {
  return `msg_${hashOf(['endpoint.challenge', endpointId, since])}`;
}

/** The `webhook-id` of a test or of a step of a drill: `name` tells those of one endpoint and time apart. */
export function testIdOf(endpointId: string, at: string, name: string): string {
  return `msg_${hashOf(['test', endpointId, at, name])}`;
}

/**
 * The id of a delivery: `<endpointId>_<event time in milliseconds, base 36>_<webhook-id's hash>`, so that the key of
 * its item follows from it (DESIGN §4). Endpoint ids have no `_`.
 */
export function deliveryIdOf(endpointId: string, eventTime: string, webhookId: string): string {
  return `${endpointId}_${Date.parse(eventTime).toString(36)}_${webhookId.replace(/^msg_/, '')}`;
}

/** What a delivery's id carries; undefined for anything that is not one. */
export function partsOfDeliveryId(deliveryId: string): { endpointId: string; eventTime: string } | undefined {
  const parts = /^([a-z0-9-]{1,64})_([0-9a-z]{1,9})_([A-Za-z0-9_-]{22})$/.exec(deliveryId);
  if (parts?.[1] === undefined || parts[2] === undefined) return undefined;
  const eventTimeMs = Number.parseInt(parts[2], 36);
  if (eventTimeMs > 8_640_000_000_000_000) return undefined;
  return { endpointId: parts[1], eventTime: new Date(eventTimeMs).toISOString() };
}

/** An event's time as the deliveries' keys have it, so that they sort. */
export function eventTimeOf(instant: string): string {
  return new Date(Date.parse(instant)).toISOString();
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, HASH_CHARACTERS);
}
