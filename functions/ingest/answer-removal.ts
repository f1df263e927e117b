import { parseDropKey } from '#domain/formats/key.ts';
import type { Finding } from '#domain/receipt/finding.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { receiptFor } from './receipt-for.ts';
import { writeReceipt } from './write-receipt.ts';

const CODES = { many: 'E_REMOVAL_MANY', old: 'E_REMOVAL_OLD' } as const;

/** Tells the author of a deletion that waits why it does, and what confirms it or takes it back. */
export async function answerRemoval(deps: IngestDeps, releaseId: string): Promise<void> {
  const head = await deps.releases.getHead(releaseId);
  if (head?.removal === undefined) return;
  const { key, versionId, why } = head.removal;
  const versions = await deps.drop.listVersions(key);
  const version = versions.find((one) => one.versionId === versionId);
  const place = parseDropKey(key);
  if (version === undefined || place.kind !== 'incoming') return;
  const newsroom = await deps.newsrooms.getNewsroom(head.newsroom);
  const finding: Finding = { code: CODES[why], found: head.headline, values: { release: releaseId } };
  const upload = { key, newsroomId: place.newsroom, path: place.path, version, versions };
  const about = { head, siteUrl: deps.siteUrl };
  const receipt = receiptFor(upload, newsroom?.language ?? 'en', 'held', [finding], about);
  await writeReceipt(deps, receipt, versions);
}
