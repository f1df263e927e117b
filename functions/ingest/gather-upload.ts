import { feedsOf } from '#domain/feed/feed-id.ts';
import type { Finding } from '#domain/receipt/finding.ts';
import { hashesOf } from '#domain/release/content-hash.ts';
import { decideRelease, type FoldedUpload, type ReleaseDecision } from '#domain/release/decide.ts';
import type { Draft } from '#domain/release/draft.ts';
import type { Head } from '#domain/release/head.ts';
import type { Newsroom } from '#domain/release/newsroom.ts';
import { needsReview } from '#domain/release/review.ts';
import type { Source } from '#domain/release/source.ts';
import type { DropVersion } from '#ports/drop-bucket.ts';
import { isFolded } from './drop-order.ts';
import { findStory } from './find-story.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';

/** One upload on its way into the table. */
export type UploadToFold = {
  key: string;
  newsroomId: string;
  path: string;
  version: DropVersion;
  /** All versions of the key, oldest first. */
  versions: readonly DropVersion[];
  /** When a second person approved it: it counts as if it had been uploaded then. */
  approvedAt?: string;
};

/** Its text, read and judged, with its pictures. */
export type DraftToFold = {
  upload: UploadToFold;
  newsroom: Newsroom;
  draft: Draft;
  findings: Finding[];
  wake: Wake;
};

/** What an upload is decided by, and the decision. */
export type Gathered = {
  releaseId: string;
  source: Source | undefined;
  head: Head | undefined;
  folded: FoldedUpload;
  feeds: readonly string[];
  decision: ReleaseDecision;
};

/**
 * Reads the truth that the lifecycle is decided by (SEMANTICS "ingest, for a key" 1–3), and decides. `isNew`: the
 * upload is none of its key's versions, so none of them says that it was folded.
 */
export async function gatherUpload(
  deps: IngestDeps,
  { upload, newsroom, draft, wake }: DraftToFold,
  isNew = false,
): Promise<Gathered> {
  const { key, version, versions, approvedAt } = upload;
  const source = await deps.sources.getSource(key);
  const feeds = feedsOf({ ...draft, newsroom: newsroom.id });
  const hashes = hashesOf(draft, feeds);
  const { textHash } = hashes;
  const story = await findStory(deps, { upload, draft, source, textHash });
  const { releaseId, resolvedBy, head, differentStory } = story;
  const last = head?.sources[key];
  const { versionId } = version;
  const at = approvedAt ?? version.at;
  const isRedo = approvedAt === undefined && source?.refused?.versionId === versionId;
  const folded: FoldedUpload = { key, versionId, at, ...hashes, draft, resolvedBy };
  const decision = decideRelease({
    head,
    upload: folded,
    alreadyFolded: !isNew && last !== undefined && isFolded(version, last, versions),
    refusedBefore: isRedo ? source.refused?.code : undefined,
    killedContent: (await deps.sources.getKilled(textHash)) !== undefined,
    differentStory,
    unreviewed: approvedAt === undefined && needsReview(newsroom, version.at),
    moment: { nowMs: deps.clock.now(), firstReceivedMs: wake.firstReceivedMs },
  });
  return { releaseId, source, head, folded, feeds, decision };
}
