import type { Endpoint } from '#domain/partner/endpoint.ts';
import { CATEGORIES, isShort } from './script.ts';
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

/** Who may be told: all and all of it, by category, advance copies with their text or none, and one that gives up early. */
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

/** Who is told on a seed: in a short history three of them, since what goes wrong with one needs no other. */
export function endpointsOf(seed: number): readonly Endpoint[] {
  if (!isShort(seed)) return PARTNER_ENDPOINTS;
  const left = [seed % PARTNER_ENDPOINTS.length, (seed + 1 + (seed % 2)) % PARTNER_ENDPOINTS.length];
  return PARTNER_ENDPOINTS.filter((_, index) => !left.includes(index));
}
