import type { Finding } from '#domain/receipt/finding.ts';
import type { Receipt, UploadState } from '#domain/receipt/receipt.ts';
import type { Head } from '#domain/release/head.ts';
import { compareInstants } from '#domain/release/instant.ts';
import type { Version } from '#domain/release/version.ts';
import { pageKey } from '#domain/site/paths.ts';
import type { DraftToFold, UploadToFold } from './gather-upload.ts';
import type { IngestDeps } from './ingest-deps.ts';

/** The answer to one upload; with its release, where it has one. */
export function receiptFor(
  upload: UploadToFold,
  language: string,
  state: UploadState,
  findings: Finding[],
  about?: { head: Head; siteUrl: string },
): Receipt {
  const { key, newsroomId, version } = upload;
  return {
    key,
    versionId: version.versionId,
    uploadedAt: version.at,
    newsroom: newsroomId,
    language,
    state,
    findings,
    ...(about === undefined ? {} : { release: releaseOf(about.head, about.siteUrl) }),
  };
}

/**
 * The answer to an upload that LATEST has folded already, for a run that crashed before it could give it: found again
 * by the version that the upload became.
 */
export async function foldedReceipt(
  deps: Pick<IngestDeps, 'releases' | 'siteUrl'>,
  { upload, newsroom, findings }: DraftToFold,
  releaseId: string,
): Promise<Receipt> {
  const head = await deps.releases.getHead(releaseId);
  const marks = head?.chain ?? [];
  const versions = await deps.releases.getVersions(marks.map(({ version }) => ({ releaseId, version })));
  const became = versions.find(
    ({ origin }) =>
      origin.by === 'upload' && origin.key === upload.key && origin.versionId === upload.version.versionId,
  );
  const { language } = newsroom;
  const { siteUrl } = deps;
  if (head === undefined || became === undefined) {
    return receiptFor(upload, language, 'unchanged', findings, head && { head, siteUrl });
  }
  const about = { head: headAsOf(head, became), siteUrl };
  return receiptFor(upload, language, stateAtUpload(became.state), findings, about);
}

/** What a receipt tells of a release, as it was with that version: no address yet where it was public only later. */
function headAsOf({ firstPublicAt, ...head }: Head, { version, at, content }: Version): Head {
  const wasPublic = firstPublicAt !== undefined && compareInstants(firstPublicAt, at) <= 0;
  return {
    ...head,
    version,
    headline: content?.headline ?? head.headline,
    ...(wasPublic ? { firstPublicAt } : {}),
  };
}

/** How an upload ended whose version has this state. */
export function stateAtUpload(
  state: Head['state'],
): Extract<UploadState, 'scheduled' | 'embargoed' | 'published'> {
  return state === 'scheduled' || state === 'embargoed' ? state : 'published';
}

function releaseOf(head: Head, siteUrl: string): NonNullable<Receipt['release']> {
  return {
    id: head.releaseId,
    uri: head.uri,
    version: head.version,
    headline: head.headline,
    ...(head.firstPublicAt === undefined ? {} : { url: `${siteUrl}/${pageKey(head)}` }),
  };
}
