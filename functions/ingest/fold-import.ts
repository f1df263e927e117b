import { feedsOf } from '#domain/feed/feed-id.ts';
import { draftOfImported, readImported } from '#domain/formats/read-import.ts';
import { isRefused } from '#domain/receipt/finding.ts';
import type { Receipt } from '#domain/receipt/receipt.ts';
import { uploadStateOf } from '#domain/receipt/upload-state.ts';
import { hashesOf } from '#domain/release/content-hash.ts';
import { decideImport, type ImportDecision } from '#domain/release/decide-import.ts';
import type { Head } from '#domain/release/head.ts';
import { importPlaceOf, type Imported } from '#domain/release/imported.ts';
import { releaseIdOf } from '#domain/release/release-id.ts';
import { untilWritten } from '#platform/until-written.ts';
import { carryOutEffects } from './carry-out-effects.ts';
import { claimUri } from './claim-uri.ts';
import type { DraftToFold, UploadToFold } from './gather-upload.ts';
import { foldVersion } from './fold-version.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { markTaken } from './mark-taken.ts';
import { receiptFor } from './receipt-for.ts';
import { writeReceipt } from './write-receipt.ts';

export const MAX_IMPORT_BYTES = 1_200_000;

/**
 * Folds a release that an operator brings along from elsewhere (ADR 29). Its object is a command: only its first version
 * counts, and it is never taken back.
 */
export async function foldImport(deps: IngestDeps, key: string, wake: Wake): Promise<void> {
  const version = (await deps.drop.listVersions(key))[0];
  if (version === undefined || version.marker) return;
  if ((await deps.sources.getSource(key))?.taken !== undefined) return;
  const place = importPlaceOf(key);
  const bytes = place && (await deps.drop.read(key, version.versionId, MAX_IMPORT_BYTES));
  const imported = bytes && readImported(bytes);
  if (place === undefined || imported === undefined) {
    await deps.prompts.send('uploadsDead', [{ prompt: 'key', key }]);
    await markTaken(deps, key, version, [version]);
    return;
  }
  const upload = {
    key,
    newsroomId: place.newsroom,
    path: `${place.name}.json`,
    version,
    versions: [version],
  };
  const { receipt, releaseId } = await fold(deps, { upload, imported, name: place.name, wake });
  if (releaseId !== undefined) await carryOutEffects(deps, releaseId, wake);
  await writeReceipt(deps, receipt, [version]);
  await markTaken(deps, key, version, [version]);
}

type ImportToFold = { upload: UploadToFold; imported: Imported; name: string; wake: Wake };
type FoldedImport = { receipt: Receipt; releaseId?: string };

async function fold(deps: IngestDeps, { upload, imported, name, wake }: ImportToFold): Promise<FoldedImport> {
  const newsroom = await deps.newsrooms.getNewsroom(upload.newsroomId);
  if (newsroom === undefined) {
    const findings = [{ code: 'E_NEWSROOM_UNKNOWN', found: upload.newsroomId }];
    return { receipt: receiptFor(upload, 'en', 'refused', findings) };
  }
  const { draft, findings } = draftOfImported(imported, newsroom);
  if (draft === undefined || isRefused(findings)) {
    return { receipt: receiptFor(upload, newsroom.language, uploadStateOf(findings), findings) };
  }
  const releaseId = releaseIdOf(newsroom.id, name);
  const work = { upload, newsroom, draft, findings, wake };
  return untilWritten(upload.key, () => foldDraft(deps, work, imported, releaseId));
}

async function foldDraft(
  deps: IngestDeps,
  work: DraftToFold,
  imported: Imported,
  releaseId: string,
): Promise<FoldedImport | undefined> {
  const { upload, newsroom, draft, findings } = work;
  const feeds = feedsOf({ ...draft, newsroom: newsroom.id });
  const hashes = hashesOf(draft, feeds);
  const head = await deps.releases.getHead(releaseId);
  const decision = await decide(deps, { upload, imported, releaseId, head, textHash: hashes.textHash });
  const answer = (
    state: Receipt['state'],
    about: Head | undefined,
    more: { code: string }[] = [],
  ): Receipt => {
    const release = about && { head: about, siteUrl: deps.siteUrl };
    return receiptFor(upload, newsroom.language, state, [...more, ...findings], release);
  };
  switch (decision.kind) {
    case 'already-folded':
      return { receipt: answer('published', head), releaseId };
    case 'refused':
      return { receipt: answer('refused', undefined, [{ code: decision.code }]) };
    case 'version': {
      const { key, version } = upload;
      const folded = {
        key,
        versionId: version.versionId,
        at: version.at,
        ...hashes,
        draft,
        resolvedBy: 'id',
      } as const;
      const next = await foldVersion(deps, {
        work,
        head,
        releaseId,
        folded,
        feeds,
        decision: {
          kind: 'version',
          state: 'published',
          changeKind: 'import',
          firstPublicAt: decision.firstPublicAt,
        },
        imported: { ...imported, updatedAt: decision.updatedAt },
      });
      return next && { receipt: answer('published', next), releaseId };
    }
  }
}

async function decide(
  deps: IngestDeps,
  facts: {
    upload: UploadToFold;
    imported: Imported;
    releaseId: string;
    head: Head | undefined;
    textHash: string;
  },
): Promise<ImportDecision> {
  const { upload, imported, releaseId, head, textHash } = facts;
  const first = head && (await deps.releases.getVersion(releaseId, head.chain[0]?.version ?? 1));
  const isMine = first?.origin.by === 'upload' && first.origin.key === upload.key;
  const killedContent = (await deps.sources.getKilled(textHash)) !== undefined;
  const isFree = head === undefined && !killedContent;
  const uriTaken = isFree && imported.uri !== undefined && !(await claimUri(deps, imported.uri, releaseId));
  return decideImport({
    imported,
    at: upload.version.at,
    release: head === undefined ? 'none' : isMine ? 'of-this-object' : 'another',
    uriTaken,
    killedContent,
  });
}
