import type { CursorStore } from '#ports/cursor-store.ts';
import type { ReleaseIndex } from '#ports/release-index.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { PermanentError, TransientError } from '#platform/errors.ts';
import { resanitizeRelease, type ResanitizedRelease } from './resanitize-release.ts';

const CURSOR = 'resanitize';
/** Items of the table, of which a release is one among several. */
const PAGE = 500;

type ResanitizeDeps = { ingest: IngestDeps; index: ReleaseIndex; cursors: CursorStore };
type Progress = { looked: number; found: readonly ResanitizedRelease[] };
export type ResanitizeRun = {
  dryRun: boolean;
  /** From the first release, though an earlier run was cut off on its way. */
  fromStart: boolean;
  /** After each release. */
  onRelease: (progress: Progress) => void;
  isStopped: () => boolean;
};
export type Resanitized = Progress & {
  /** Whether it came to the end; else the same call goes on where it was. */
  isDone: boolean;
};

/**
 * Makes every release follow today's sanitizer, page by page. A page that is done is remembered in the table, so that a run
 * which was cut off goes on with the page that it was at. A dry run looks at everything and remembers nothing. `found` are
 * the releases of which something was written, or would be, has to be decided by a person, or failed: one release that
 * cannot be read keeps no other from being mended.
 */
export async function resanitizeAll(
  { ingest, index, cursors }: ResanitizeDeps,
  { dryRun, fromStart, onRelease, isStopped }: ResanitizeRun,
): Promise<Resanitized> {
  const found: ResanitizedRelease[] = [];
  let looked = 0;
  let after = dryRun || fromStart ? undefined : await cursors.getCursor(CURSOR);
  do {
    const page = await index.listReleases({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const releaseId of page.releaseIds) {
      if (isStopped()) return { looked, found, isDone: false };
      const wake = { firstReceivedMs: ingest.clock.now() };
      const one = await resanitizeRelease(ingest, releaseId, { wake, dryRun }).catch((error: unknown) =>
        failedRelease(releaseId, error),
      );
      if (one.text !== 'same' || one.documents.length > 0) found.push(one);
      looked += 1;
      onRelease({ looked, found });
    }
    after = page.next;
    if (!dryRun) await cursors.putCursor(CURSOR, after);
  } while (after !== undefined);
  return { looked, found, isDone: true };
}

/** What is a fault of this release alone. Throws on whatever AWS refuses or leaves unanswered, which all would meet. */
function failedRelease(releaseId: string, error: unknown): ResanitizedRelease {
  if (!(error instanceof Error) || isForAll(error)) throw error;
  return { releaseId, text: 'failed', documents: [], reason: error.message };
}

function isForAll(error: Error): boolean {
  if (error instanceof PermanentError) return 'operation' in error.context;
  return error instanceof TransientError || error.name === 'CredentialsProviderError';
}
