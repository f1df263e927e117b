import type { Endpoint } from '#domain/partner/endpoint.ts';

/** Everything but the keys: which root and generation sign is nobody's business. */
export function shownEndpoint({
  endpointId,
  keys: _keys,
  rev: _rev,
  earlierWishes: _earlier,
  maxAgeSeconds,
  ...rest
}: Endpoint) {
  return { id: endpointId, ...rest, ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }) };
}
