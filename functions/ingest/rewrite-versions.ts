import type { Version } from '#domain/release/version.ts';
import { resanitized } from '#domain/release/resanitized.ts';
import { renderVersionJsonDocument } from '#domain/site/release-documents.ts';
import { versionJsonKey } from '#domain/site/paths.ts';
import { isReadable } from '#domain/site/release-view.ts';
import { untilWritten } from '#platform/until-written.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { viewOfVersion } from './release-views.ts';
import { versionsOf } from './versions-of.ts';

type Deps = Pick<IngestDeps, 'releases' | 'newsrooms' | 'site' | 'siteUrl'>;

/**
 * Writes the JSON of those versions again whose text today's sanitizer would not let through; gives their numbers. A
 * withdrawn release's are among them: they are still there to be read. A killed one's say nothing. `leaveStanding` where
 * nothing of the text that stands is safe: its JSON is left like its page, for a person to decide.
 */
export async function rewriteVersions(
  deps: Deps,
  releaseId: string,
  { dryRun, leaveStanding }: { dryRun: boolean; leaveStanding: boolean },
): Promise<number[]> {
  const head = await deps.releases.getHead(releaseId);
  const rewritten: number[] = [];
  if (head === undefined || head.state === 'killed') return rewritten;
  for await (const version of versionsOf(deps.releases, head)) {
    if (leaveStanding && version.contentVersion === head.contentVersion) continue;
    if (!isReadable(version) || !(await isDirty(deps, version))) continue;
    const written = await untilWritten(versionJsonKey(head, version.version), () =>
      rewriteOne(deps, version, dryRun),
    );
    if (written) rewritten.unshift(version.version);
  }
  return rewritten;
}

async function isDirty(
  { releases }: Deps,
  { releaseId, content, contentVersion }: Version,
): Promise<boolean> {
  const shown = content ?? (await releases.getVersion(releaseId, contentVersion))?.content;
  return shown !== undefined && resanitized(shown).kind !== 'same';
}

/** HEAD, then a consistent LATEST, then the put with what HEAD saw: a kill's notice is never written over. */
async function rewriteOne(deps: Deps, version: Version, dryRun: boolean): Promise<boolean | undefined> {
  const { releaseId } = version;
  const known = await deps.releases.getHead(releaseId);
  const key = known && versionJsonKey(known, version.version);
  const stored = key === undefined ? undefined : await deps.site.head(key);
  const head = await deps.releases.getHead(releaseId);
  if (key === undefined || stored === undefined || head === undefined || head.state === 'killed')
    return false;
  // VERSION has the time of its upload; what readers were shown is LATEST's, at least a second after the one before.
  const mark = head.chain.find((one) => one.version === version.version) ?? version;
  const view = await viewOfVersion(deps, head, mark);
  if (view === undefined) return false;
  const { object } = renderVersionJsonDocument(view);
  if (stored.metadata['digest'] === object.metadata['digest']) return false;
  if (dryRun) return true;
  const { written } = await deps.site.put(key, object, { ifMatch: stored.etag });
  return written === 'written' ? true : undefined;
}
