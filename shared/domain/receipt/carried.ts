import type { Endpoint } from '../partner/endpoint.ts';
import type { Holder } from '../webhook/holder.ts';
import { leftBy } from '../webhook/left-by.ts';
import type { Telling } from '../webhook/telling.ts';

/** How many partners a live release was owed to, how many of them have it, and where they say that they carry it. */
export type Carried = { partners: number; told: number; urls: readonly string[] };

/** What is known of one endpoint: what it was told, and what it is still to be told. */
export type EndpointFacts = {
  endpoint: Pick<Endpoint, 'partnerId' | 'state'>;
  holder: Holder | undefined;
  telling: Telling;
};

/**
 * Counts partners, not endpoints: one that has several has the release when none of them is owed anything. Whoever the
 * release is not for is not counted, nor an endpoint that has yet to prove whose it is.
 */
export function carriedBy(facts: readonly EndpointFacts[]): Carried {
  const concerned = facts.filter(
    ({ endpoint, holder, telling }) =>
      endpoint.state !== 'pending' && (telling.kind === 'tell' || leftBy(holder?.told) === 'live'),
  );
  const partners = new Set(concerned.map(({ endpoint }) => endpoint.partnerId));
  const owed = new Set(
    concerned.filter(({ telling }) => telling.kind === 'tell').map(({ endpoint }) => endpoint.partnerId),
  );
  const urls = new Set(concerned.flatMap(({ holder }) => holder?.pickup?.url ?? []));
  return { partners: partners.size, told: partners.size - owed.size, urls: [...urls].toSorted() };
}
