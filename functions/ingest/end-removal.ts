import { decideRemoval, type RemovalFacts } from '#domain/release/decide-removal.ts';
import type { Head } from '#domain/release/head.ts';
import { compareInstants, laterInstant } from '#domain/release/instant.ts';
import { removedBefore } from '#domain/release/removals.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { withKeysThatStayed } from './keys-that-stayed.ts';
import { putSameContent } from './put-same-content.ts';

type Last = RemovalFacts['last'] & { key: string };

/**
 * After a deletion's grace, by `decideRemoval` on LATEST alone: withdraws the release, or writes into LATEST that its
 * removal waits for a person. Undefined when a write was refused.
 */
export async function endRemoval(
  deps: IngestDeps,
  releaseId: string,
  wake: Wake,
): Promise<'done' | undefined> {
  const head = await deps.releases.getHead(releaseId);
  const kept = head && (await withKeysThatStayed(deps, head));
  if (kept !== undefined) {
    await deps.releases.putHead({ ...kept, rev: kept.rev + 1 }, kept.rev);
    return undefined;
  }
  const last = head && (await lastOf(deps, head));
  if (head === undefined || last === undefined) return 'done';
  const newsroom = await deps.newsrooms.getNewsroom(head.newsroom);
  const decision = decideRemoval({ head, newsroom, last, goneBefore: await goneBefore(deps, head, last) });
  const { key, versionId, marker: _marker } = last;
  switch (decision.kind) {
    case 'nothing':
      return 'done';
    case 'wait': {
      const removal = { key, versionId, at: last.at, why: decision.why };
      const waiting = { ...head, removal, rev: head.rev + 1 };
      return (await deps.releases.putHead(waiting, head.rev)) === 'written' ? 'done' : undefined;
    }
    case 'withdraw': {
      const at = laterInstant(last.at, head.uploadedAt);
      const origin = { by: 'deletion', key, versionId } as const;
      const change = { state: 'withdrawn', kind: 'withdrawal', at, origin } as const;
      const withdrawn = { at, by: 'deletion' } as const;
      const written = await putSameContent(deps, { ...head, withdrawn }, change, wake);
      return written === 'written' ? 'done' : undefined;
    }
  }
}

/** What the key that stopped living last became: a marker, or a file that speaks for another release. */
async function lastOf(deps: Pick<IngestDeps, 'drop'>, head: Head): Promise<Last | undefined> {
  const [first, ...others] = Object.entries(head.sources).filter(([, { live }]) => !live);
  if (first === undefined) return undefined;
  const [key, { versionId, at }] = others.reduce(
    (a, b) => (compareInstants(a[1].at, b[1].at) >= 0 ? a : b),
    first,
  );
  const version = (await deps.drop.listVersions(key)).find((one) => one.versionId === versionId);
  // A marker that a clean-up of old versions took away was a marker.
  return { key, versionId, at, marker: version?.marker ?? true };
}

async function goneBefore(
  deps: Pick<IngestDeps, 'sources' | 'releases'>,
  { releaseId, newsroom }: Head,
  { at }: Last,
): Promise<number> {
  const removals = await deps.sources.getRemovals(newsroom);
  const heads = await deps.releases.getHeads(removedBefore(removals, { releaseId, at }));
  return heads.filter(({ sources }) => Object.values(sources).every(({ live }) => !live)).length;
}
