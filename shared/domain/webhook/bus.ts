import type { Endpoint } from '../partner/endpoint.ts';

/** Stands in HOLDER for the operator's own functions; ids of partners' endpoints are random and never this. */
export const BUS_ID = 'bus';

/** What is older when it is first told is no news to the operator's functions: a table that was made again tells nothing. */
const NEWS_MS = 2 * 86_400_000;

/**
 * The event bus as an endpoint, so that the one table decides what it is told: everything, small changes too, and nothing
 * before its time.
 */
export function busEndpoint(nowMs: number): Endpoint {
  return {
    endpointId: BUS_ID,
    partnerId: BUS_ID,
    url: '',
    format: 'thin',
    state: 'active',
    embargo: 'hold',
    keys: [],
    minor: true,
    createdAt: new Date(nowMs - NEWS_MS).toISOString(),
    rev: 1,
  };
}

/** Whether a holder is a partner's. */
export function isPartners({ endpointId }: { endpointId: string }): boolean {
  return endpointId !== BUS_ID;
}
