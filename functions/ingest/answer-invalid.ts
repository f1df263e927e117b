import { isFolded } from './drop-order.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { markTaken } from './mark-taken.ts';
import { receiptFor } from './receipt-for.ts';
import { writeReceipt } from './write-receipt.ts';

/**
 * A key that cannot be a place inside a newsroom: nothing is published, and whoever uploaded it is told why, in the
 * newsroom's language where the key names one. SOURCE says up to where that was done.
 */
export async function answerInvalid(
  deps: IngestDeps,
  key: string,
  { newsroom: newsroomId = 'unknown', path = key }: { newsroom?: string; path?: string },
): Promise<void> {
  const versions = await deps.drop.listVersions(key);
  const taken = (await deps.sources.getSource(key))?.taken;
  const untaken = versions.filter((version) => taken === undefined || !isFolded(version, taken, versions));
  const newest = untaken.at(-1);
  if (newest === undefined) return;
  const language = (await deps.newsrooms.getNewsroom(newsroomId))?.language ?? 'en';
  for (const version of untaken.filter(({ marker }) => !marker)) {
    const upload = { key, newsroomId, path, version, versions };
    const finding = { code: 'E_KEY_INVALID', found: key.slice(0, 120) };
    await writeReceipt(deps, receiptFor(upload, language, 'refused', [finding]), versions);
  }
  await markTaken(deps, key, newest, versions);
}
