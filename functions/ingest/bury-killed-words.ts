import { versionJsonKey } from '#domain/site/paths.ts';
import { renderVersionJsonDocument } from '#domain/site/release-documents.ts';
import { isReadable, type ReleaseView } from '#domain/site/release-view.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { viewOfVersion } from './release-views.ts';
import { versionsOf } from './versions-of.ts';

/**
 * Puts the notice of a kill in the place of each version's JSON whose words were killed as those of another release; the
 * release itself has other words by now, and stays. Written whether the document is there or not, so that whoever was
 * paused before writing it is refused.
 */
export async function buryKilledWords(deps: IngestDeps, releaseId: string): Promise<void> {
  const head = await deps.releases.getHead(releaseId);
  if (head === undefined || head.state === 'killed') return;
  for await (const version of versionsOf(deps.releases, head)) {
    if (!isReadable(version) || (await deps.sources.getKilled(version.textHash)) === undefined) continue;
    const mark = head.chain.find((one) => one.version === version.version) ?? version;
    const view = await viewOfVersion(deps, head, mark);
    if (view === undefined) continue;
    const { key, object } = renderVersionJsonDocument(asKilled(view));
    await deps.site.put(key, object, 'always');
    await deps.edge.invalidate({
      pathPrefix: `/${versionJsonKey(head, version.version)}`,
      event: `killed words ${releaseId} ${version.version}`,
    });
  }
}

/** What readers get of one version: its text, or where its words were killed meanwhile the notice. */
export async function unlessKilled(
  { releases, sources }: Pick<IngestDeps, 'releases' | 'sources'>,
  view: ReleaseView,
): Promise<ReleaseView> {
  const { releaseId, version } = view.head;
  const said = await releases.getVersion(releaseId, version);
  const isKilled = said !== undefined && (await sources.getKilled(said.textHash)) !== undefined;
  return isKilled ? asKilled(view) : view;
}

function asKilled(view: ReleaseView): ReleaseView {
  return { ...view, head: { ...view.head, state: 'killed' } };
}
