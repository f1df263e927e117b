import type { Head } from '#domain/release/head.ts';
import { mayHold } from '#domain/webhook/left-by.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import type { AnnounceDeps } from './announce-deps.ts';

/** Reads of endpoints at once. */
const READS_AT_ONCE = 32;

/**
 * Counts the holders of a withdrawn or killed release whose endpoint was deleted: no webhook reaches them, so a person
 * must.
 */
export async function findUnreachable(
  deps: Pick<AnnounceDeps, 'countUnreachable' | 'holders' | 'partners'>,
  { releaseId, state }: Head,
): Promise<void> {
  if (state !== 'withdrawn' && state !== 'killed') return;
  const holders = (await deps.holders.listHolders(releaseId)).filter(mayHold);
  await forEachBounded(holders, READS_AT_ONCE, async ({ endpointId }) => {
    if ((await deps.partners.getEndpoint(endpointId)) === undefined) deps.countUnreachable(endpointId);
  });
}
