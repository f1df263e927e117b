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
  /** The replay that asks for it, and how often it was tried before. */
  replay?: string;
  attempted?: number;
};

/** The due item of the next try of what is to be told now. */
export function retryOf({ endpoint, holder, latest, telling, replay }: Situation, at: string): Retry {
  const { endpointId } = endpoint;
  const { releaseId } = latest;
  const tried = isSameMark(holder?.failed, telling) ? (holder?.failed?.attempts ?? 0) : 0;
  const n = `${releaseId}.${telling.version}.${tried}`;
  const prompt = { prompt: 'deliver', releaseId, endpointId } as const;
  if (replay === undefined) return { at, queue: queueFor(telling.event), prompt, n };
  return { at, queue: 'bulk', prompt: { ...prompt, replay }, n: `${n}.${replay}` };
}
