import type { Endpoint } from '#domain/partner/endpoint.ts';
import { conflict } from './problem.ts';

/** A replay is sent to whoever takes it now; what an endpoint is owed besides is kept for it. */
export function requireActive(endpoint: Endpoint | undefined): void {
  if (endpoint?.state === 'active') return;
  const is = endpoint === undefined ? 'was removed' : `is ${endpoint.state}`;
  const remedy = endpoint === undefined ? 'Make one anew' : 'Enable it';
  throw conflict(`The endpoint ${is}. ${remedy} first, or nothing would arrive.`);
}
