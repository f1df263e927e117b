import type { Head } from '#domain/release/head.ts';
import { isOnItsWay } from '#domain/release/on-its-way.ts';
import {
  renderJsonDocument,
  renderPageDocument,
  renderVersionJsonDocument,
} from '#domain/site/release-documents.ts';
import { movedDocument, movedKeysOf } from '#domain/site/moved-address.ts';
import { jsonKey, pageKey, versionJsonKey } from '#domain/site/paths.ts';
import { isReadable, type ReleaseView } from '#domain/site/release-view.ts';
import type { StoredDocument } from '#domain/site/stored-document.ts';
import { unlessKilled } from './bury-killed-words.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { forgetMedia, publishMedia, withdrawMedia } from './publish-media.ts';
import { makeReleaseViews, viewOfVersion } from './release-views.ts';
import { untilWritten } from '#platform/until-written.ts';

/**
 * Copies the pictures, then writes the page, the newest JSON and each version's JSON of a release that was ever public, before anybody is told
 * (SEMANTICS "ingest" 7). A kill overwrites the JSON of every version, existing or not, deletes none, and takes all of
 * them out of the cache, where a version's JSON would lie for a minute.
 */
export async function publishDocuments(deps: IngestDeps, head: Head, look: boolean): Promise<void> {
  const view = makeReleaseViews(deps);
  if (isReadable(head)) await publishMedia(deps, head.releaseId, (await view(head)).content, look);
  await publishNewest(deps, head.releaseId, { key: pageKey(head), render: renderPageDocument, view, look });
  await publishNewest(deps, head.releaseId, { key: jsonKey(head), render: renderJsonDocument, view, look });
  await publishMoved(deps, head);
  const now = await deps.releases.getHead(head.releaseId);
  if (now === undefined) return;
  if (isReadable(now)) {
    await publishVersions(deps, now);
    return forgetMedia(deps, now, look);
  }
  const keys = await withdrawMedia(deps, now);
  if (now.state === 'killed') await buryVersions(deps, now, view, keys);
}

/**
 * The JSON of every version that readers could have seen, oldest first: of several uploads that were folded together
 * each has its document, as if each had been folded alone. Where a version's stands, those before it do.
 */
async function publishVersions(deps: IngestDeps, head: Head): Promise<void> {
  const missing: Head['chain'] = [];
  for (const mark of head.chain.toReversed()) {
    if (!isReadable(mark)) continue;
    if ((await deps.site.head(versionJsonKey(head, mark.version))) !== undefined) break;
    missing.unshift(mark);
  }
  await putVersionDocuments(deps, head, missing);
}

/**
 * The JSON of every version of `head.chain` that readers could have seen and that has none, of a withdrawn release too:
 * for a rebuild, which shows a release only as it came to be.
 */
export async function publishEachVersion(deps: IngestDeps, head: Head): Promise<void> {
  const missing: Head['chain'] = [];
  for (const mark of head.chain) {
    if (!isReadable(mark)) continue;
    if ((await deps.site.head(versionJsonKey(head, mark.version))) === undefined) missing.push(mark);
  }
  await putVersionDocuments(deps, head, missing);
}

async function putVersionDocuments(deps: IngestDeps, head: Head, marks: Head['chain']): Promise<void> {
  for (const mark of marks) {
    const view = await viewOfVersion(deps, head, mark);
    if (view === undefined) continue;
    // Whether the newest words were killed was just asked.
    const shown = mark.version === head.version ? view : await unlessKilled(deps, view);
    const { key, object } = renderVersionJsonDocument(shown);
    await deps.site.put(key, object, 'ifAbsent');
  }
}

/** Old addresses lead to the page; an address that something stands at already is left to it. */
async function publishMoved(deps: IngestDeps, head: Head): Promise<void> {
  for (const key of new Set((head.movedFrom ?? []).flatMap(movedKeysOf))) {
    await deps.site.put(key, movedDocument(head), 'ifAbsent');
  }
}

type Newest = {
  key: string;
  render: (view: ReleaseView) => StoredDocument;
  view: (head: Head) => Promise<ReleaseView>;
  look: boolean;
};

/**
 * HEAD, then a consistent LATEST, then the put with what HEAD saw: a paused worker's older page never stands over a
 * newer one (H10).
 */
async function publishNewest(deps: IngestDeps, releaseId: string, document: Newest): Promise<void> {
  const { key, render, view, look } = document;
  await untilWritten(key, async () => {
    const stored = await deps.site.head(key);
    const head = await deps.releases.getHead(releaseId);
    if (head === undefined) return 'done';
    const { object } = render(await view(head));
    if (stored?.metadata['digest'] === object.metadata['digest']) return 'done';
    const { written } = await deps.site.put(key, object, stored ? { ifMatch: stored.etag } : 'ifAbsent');
    if (written === 'refused') return undefined;
    if (look && !isOnItsWay(head.updatedAt, deps.clock.now())) deps.countRepair('document');
    return 'done';
  });
}

async function buryVersions(
  deps: IngestDeps,
  head: Head,
  viewOf: Newest['view'],
  media: readonly string[],
): Promise<void> {
  const view = await viewOf(head);
  for (let version = 1; version <= head.version; version += 1) {
    const { key, object } = renderVersionJsonDocument(view, version);
    await deps.site.put(key, object, 'always');
  }
  const event = `killed ${head.releaseId} ${head.version}`;
  await deps.edge.invalidate({ pathPrefix: `/${pageKey(head)}`, event });
  for (const key of media) await deps.edge.invalidate({ pathPrefix: `/${key}`, event: `${event} ${key}` });
}
