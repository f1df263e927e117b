import type { Head } from '#domain/release/head.ts';
import { isPartners } from '#domain/webhook/bus.ts';
import { owedByMail } from '#domain/webhook/owed-by-mail.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import type { AnnounceDeps } from './announce-deps.ts';

/** Reads of endpoints at once. */
const READS_AT_ONCE = 32;

/**
 * Counts the holders of a withdrawn or killed release whose endpoint was removed, and has their partners written to: no
 * webhook reaches them, so a person must see to it.
 */
export async function findUnreachable(
  deps: Pick<AnnounceDeps, 'countUnreachable' | 'holders' | 'partners' | 'prompts'>,
  latest: Head,
): Promise<void> {
  const { releaseId, state } = latest;
  if (state !== 'withdrawn' && state !== 'killed') return;
  const holders = (await deps.holders.listHolders(releaseId)).filter(
    (holder) => isPartners(holder) && owedByMail(latest, holder) !== undefined,
  );
  const unreachable: string[] = [];
  await forEachBounded(holders, READS_AT_ONCE, async ({ endpointId }) => {
    if ((await deps.partners.getEndpoint(endpointId)) === undefined) unreachable.push(endpointId);
  });
  for (const endpointId of unreachable) deps.countUnreachable(endpointId);
  await deps.prompts.send(
    'urgent',
    unreachable.map((endpointId) => ({ prompt: 'mail-removal', releaseId, endpointId })),
  );
}
