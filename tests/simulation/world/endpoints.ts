import type { Endpoint } from '#domain/partner/endpoint.ts';
import { CATEGORIES } from './script.ts';
import { START_MS } from './start.ts';

const CREATED = '2026-01-01T00:00:00.000Z';
/** What is older than an endpoint it is not told. */
const CREATED_LATE = new Date(START_MS + 100_000).toISOString();

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
  endpoint(2, {
    format: 'ninjs',
    filter: { categories: [CATEGORIES[1]] },
    embargo: 'advance',
    createdAt: CREATED_LATE,
    verifiedAt: CREATED_LATE,
  }),
  endpoint(3, {}),
  endpoint(4, {
    schedule: [0, 5, 30],
    maxAgeSeconds: 240,
    events: ['release.published', 'release.withdrawn'],
  }),
];
