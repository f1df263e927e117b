import type { Endpoint } from '#domain/partner/endpoint.ts';

/** An active endpoint older than every release, with what a test wants otherwise. */
export function anEndpoint(changes: Partial<Endpoint> = {}): Endpoint {
  return {
    endpointId: 'ep-1',
    partnerId: 'daily',
    url: 'https://daily.example.org/hooks',
    format: 'thin',
    state: 'active',
    minor: false,
    embargo: 'hold',
    keys: [{ root: 'r1', generation: 1 }],
    createdAt: '2026-01-01T00:00:00.000Z',
    verifiedAt: '2026-01-01T00:00:01.000Z',
    rev: 1,
    ...changes,
  };
}
