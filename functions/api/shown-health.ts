import type { EndpointHealth } from '#domain/partner/endpoint.ts';
import { causeSentence } from '#domain/webhook/cause.ts';

/** What a partner may know of how its endpoint is doing: everything but our bookkeeping, the last failure in words too. */
export function shownHealth({
  endpointId: _endpoint,
  rev: _rev,
  leases: _leases,
  warnedHours: _warned,
  ...health
}: EndpointHealth) {
  const { lastWhy, lastFirewall } = health;
  return lastWhy === undefined ? health : { ...health, lastCause: causeSentence(lastWhy, lastFirewall) };
}
