import type { Endpoint, EndpointHealth } from '#domain/partner/endpoint.ts';
import type { Head } from '#domain/release/head.ts';
import { isSameMark, type Holder } from '#domain/webhook/holder.ts';
import { queueFor } from '#domain/webhook/queue-for.ts';
import type { Telling } from '#domain/webhook/telling.ts';
import type { Retry } from './plan-retry.ts';

export type Tell = Extract<Telling, { kind: 'tell' }>;

/** What is to be told, and what was read to decide it. */
export type Situation = {
  endpoint: Endpoint;
  health: EndpointHealth | undefined;
  holder: Holder | undefined;
  latest: Head;
  telling: Tell;
};

/** The due item of the next try of what is to be told now. */
export function retryOf({ endpoint, holder, latest, telling }: Situation, at: string): Retry {
  const { endpointId } = endpoint;
  const { releaseId } = latest;
  const tried = isSameMark(holder?.failed, telling) ? (holder?.failed?.attempts ?? 0) : 0;
  return {
    at,
    queue: queueFor(telling.event),
    prompt: { prompt: 'deliver', releaseId, endpointId },
    n: `${releaseId}.${telling.version}.${tried}`,
  };
}
