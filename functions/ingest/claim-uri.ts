import { createHash } from 'node:crypto';
import { untilWritten } from '#platform/until-written.ts';
import type { IngestDeps } from './ingest-deps.ts';

/** No newsroom has this id; what is claimed under it is claimed in the whole network. */
const EVERYWHERE = 'network';

/** Makes a release the one that carries a `uri` from elsewhere; false where another one does. Never taken over. */
export async function claimUri(
  { sources }: Pick<IngestDeps, 'sources'>,
  uri: string,
  releaseId: string,
): Promise<boolean> {
  const hash = createHash('sha256').update(`uri ${uri}`).digest('hex');
  return untilWritten(uri, async () => {
    const claim = await sources.getClaim(hash, EVERYWHERE);
    if (claim !== undefined) return claim.releaseId === releaseId;
    const next = { hash, newsroom: EVERYWHERE, releaseId, rev: 1 };
    return (await sources.putClaim(next, 0)) === 'written' ? true : undefined;
  });
}
