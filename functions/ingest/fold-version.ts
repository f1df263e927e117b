import type { Content } from '#domain/release/content.ts';
import type { FoldedUpload, ReleaseDecision } from '#domain/release/decide.ts';
import type { Draft } from '#domain/release/draft.ts';
import type { Head } from '#domain/release/head.ts';
import type { Imported } from '#domain/release/imported.ts';
import { headWithVersion, withContent, withSource } from '#domain/release/next-head.ts';
import { partsOfReleaseId, slugOf, uriOf } from '#domain/release/release-id.ts';
import { claimContent } from './claim-content.ts';
import type { DraftToFold } from './gather-upload.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { putChangedHead } from './put-head.ts';
import { putVersion } from './put-version.ts';

type VersionToFold = {
  work: DraftToFold;
  head: Head | undefined;
  releaseId: string;
  decision: Extract<ReleaseDecision, { kind: 'version' }>;
  folded: FoldedUpload;
  feeds: readonly string[];
  /** What it brings along from where it was published before. */
  imported?: Imported;
};

/** Puts the claim, VERSION, the due items and LATEST for a new version; undefined when a write was refused. */
export async function foldVersion(deps: IngestDeps, fold: VersionToFold): Promise<Head | undefined> {
  const { work, releaseId, folded, decision } = fold;
  const claim = { textHash: folded.textHash, newsroom: work.newsroom.id, releaseId };
  if ((await claimContent(deps, claim)) === 'refused') return undefined;
  const head = fold.head ?? newHead(deps.network, fold);
  const version = await putVersion(deps.releases, head.version, (number) => ({
    releaseId,
    version: number,
    prev: head.version,
    kind: decision.changeKind,
    state: decision.state,
    at: folded.at,
    contentVersion: number,
    origin: { by: 'upload', key: folded.key, versionId: folded.versionId },
    hash: folded.hash,
    textHash: folded.textHash,
    ...noteOf(work.draft),
    content: contentOf(work.draft),
    ...(work.draft.expires === undefined ? {} : { expires: work.draft.expires }),
  }));
  const next = nextHead(head, fold, version.version);
  return (await putChangedHead(deps, next, work.wake)) === 'written' ? next : undefined;
}

/** LATEST as an upload would leave it, were its version the next one. Nothing is written. */
export function headToBe(network: string, fold: VersionToFold): Head {
  const head = fold.head ?? newHead(network, fold);
  return nextHead(head, fold, head.version + 1);
}

function nextHead(head: Head, fold: VersionToFold, version: number): Head {
  const { work, decision, folded, feeds, imported } = fold;
  const { publishAt: _publishAt, embargoedUntil: _embargoedUntil, expires: _expires, ...rest } = head;
  const { key, versionId, at } = folded;
  const { textHash, hash } = folded;
  const content = withContent(
    // A command is no file of an author's, so nothing that an author removes is left standing by it.
    imported ? rest : withSource(rest, { key, versionId, at, live: true, upload: true }),
    contentOf(work.draft),
    { hash, textHash, feeds, contentVersion: version },
  );
  const changed = headWithVersion(content, {
    version,
    state: decision.state,
    kind: decision.changeKind,
    at: imported?.updatedAt ?? at,
    ...noteOf(work.draft),
  });
  return {
    ...changed,
    slug: slugNow(head, work.draft),
    upload: { key, versionId, at },
    ...(imported === undefined || imported.from.length === 0 ? {} : { movedFrom: imported.from }),
    ...(decision.publishAt === undefined ? {} : { publishAt: decision.publishAt }),
    ...(decision.embargoedUntil === undefined ? {} : { embargoedUntil: decision.embargoedUntil }),
    ...(work.draft.expires === undefined ? {} : { expires: work.draft.expires }),
    ...(decision.firstPublicAt === undefined ? {} : { firstPublicAt: decision.firstPublicAt }),
  };
}

/** An address once public stays; before, it must not tell what a headline said that never became public. */
function slugNow(head: Head, { headline }: Draft): string {
  if (head.firstPublicAt !== undefined) return head.slug;
  return slugOf(headline, partsOfReleaseId(head.releaseId).name);
}

/** The head of a release before its first version: what never changes again is settled here. */
function newHead(network: string, { work, releaseId, folded, feeds, imported }: VersionToFold): Head {
  const { key, versionId, at, hash, textHash } = folded;
  const { newsroom, name } = partsOfReleaseId(releaseId);
  return {
    releaseId,
    newsroom,
    uri: imported?.uri ?? uriOf(network, releaseId),
    slug: slugOf(work.draft.headline, name),
    rev: 0,
    version: 0,
    prev: 0,
    contentVersion: 0,
    state: 'published',
    kind: 'first',
    hash,
    textHash,
    headline: work.draft.headline,
    language: work.draft.language,
    authors: [],
    categories: [],
    feeds: [...feeds],
    feedsEver: [],
    chain: [],
    sources: {},
    upload: { key, versionId, at },
    uploadedAt: at,
    updatedAt: at,
  };
}

function noteOf(draft: Draft): { note?: string } {
  return draft.change.note === undefined ? {} : { note: draft.change.note };
}

/** What of a draft readers see. */
export function contentOf(draft: Draft): Content {
  const {
    newsroom: _newsroom,
    id: _id,
    change: _change,
    publishAt: _publishAt,
    embargoedUntil: _embargoedUntil,
    expires: _expires,
    ...content
  } = draft;
  return content;
}
