import type { Endpoint } from '#domain/partner/endpoint.ts';
import { CATEGORIES } from './script.ts';

const CREATED = '2026-01-01T00:00:00.000Z';

function endpoint(number: number, wishes: Partial<Endpoint>): Endpoint {
  return {
    endpointId: `ep-${number}`,
    partnerId: 'daily',
    url: `https://daily.example/hooks/${number}`,
    format: 'thin',
    state: 'active',
    minor: false,
    embargo: 'hold',
    keys: [{ root: 'r1', generation: 1 }],
    createdAt: CREATED,
    verifiedAt: CREATED,
    rev: 1,
    ...wishes,
  };
}

/** Who is told: all and all of it, by category, advance copies with their text or none, and one that gives up early. */
export const PARTNER_ENDPOINTS: readonly Endpoint[] = [
  endpoint(0, { format: 'ninjs', minor: true, embargo: 'advance' }),
  endpoint(1, { filter: { categories: [CATEGORIES[0]] } }),
  endpoint(2, { format: 'ninjs', filter: { categories: [CATEGORIES[1]] }, embargo: 'advance' }),
  endpoint(3, {}),
  endpoint(4, {
    schedule: [0, 5, 30],
    maxAgeSeconds: 240,
    events: ['release.published', 'release.withdrawn'],
  }),
];
