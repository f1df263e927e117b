import type { EndpointHealth } from '#domain/partner/endpoint.ts';

/** What a partner may know of how its endpoint is doing: everything but our bookkeeping. */
export function shownHealth({
  endpointId: _endpoint,
  rev: _rev,
  leases: _leases,
  warnedHours: _warned,
  ...health
}: EndpointHealth) {
  return health;
}
