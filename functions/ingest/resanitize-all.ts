import type { CursorStore } from '#ports/cursor-store.ts';
import type { ReleaseIndex } from '#ports/release-index.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { PermanentError, TransientError } from '#platform/errors.ts';
import { putCursor, readCursor, withLeft, type ResanitizeCursor } from './resanitize-cursor.ts';
import { resanitizeRelease, type ResanitizedRelease } from './resanitize-release.ts';

/** Items of the table, of which a release is one among several. */
const PAGE = 500;

type ResanitizeDeps = { ingest: IngestDeps; index: ReleaseIndex; cursors: CursorStore };
type Left = Pick<ResanitizeCursor, 'left' | 'leftMore'>;
export type ResanitizeRun = {
  dryRun: boolean;
  /** From the first release, though an earlier run was cut off on its way. */
  fromStart: boolean;
  /** Names the sanitizer that cleans: where another one was at it before, all is looked at again. */
  policy: string;
  /** Where it goes on with a run that was begun then and cut off. */
  onResume: (startedAt: string) => void;
  /** After each release, with what is found of it: something was written, or would be, or it is left to a person. */
  onRelease: (looked: number, found: ResanitizedRelease | undefined) => void;
  isStopped: () => boolean;
};
export type Resanitized = {
  /** By this call. */
  looked: number;
  found: readonly ResanitizedRelease[];
  /** Releases that are unsettled or failed, those of the run that this one goes on with among them. */
  left: readonly string[];
  /** How many more there are. */
  leftMore: number;
  /** Whether it came to the end; else the same call goes on where it was. */
  isDone: boolean;
};

/**
 * Makes every release follow today's sanitizer, page by page. A page that is done is remembered in the table with what it
 * leaves to a person, so that a run which was cut off goes on with the page that it was at and forgets nobody. A dry run
 * looks at everything and remembers nothing. One release that cannot be read keeps no other from being mended.
 */
export async function resanitizeAll(
  { ingest, index, cursors }: ResanitizeDeps,
  { dryRun, fromStart, policy, onResume, onRelease, isStopped }: ResanitizeRun,
): Promise<Resanitized> {
  const found: ResanitizedRelease[] = [];
  let looked = 0;
  const before = dryRun || fromStart ? undefined : await readCursor(cursors, policy);
  if (before !== undefined) onResume(before.startedAt);
  const startedAt = before?.startedAt ?? new Date(ingest.clock.now()).toISOString();
  let { left, leftMore }: Left = before ?? { left: [], leftMore: 0 };
  let after = before?.after;
  do {
    const page = await index.listReleases({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    const leftHere: string[] = [];
    for (const releaseId of page.releaseIds) {
      if (isStopped()) return { looked, found, ...withLeft({ left, leftMore }, leftHere), isDone: false };
      const wake = { firstReceivedMs: ingest.clock.now() };
      const one = await resanitizeRelease(ingest, releaseId, { wake, dryRun }).catch((error: unknown) =>
        failedRelease(releaseId, error),
      );
      const isFound = one.text !== 'same' || one.documents.length > 0;
      if (isFound) found.push(one);
      if (one.text === 'unsettled' || one.text === 'failed') leftHere.push(releaseId);
      looked += 1;
      onRelease(looked, isFound ? one : undefined);
    }
    ({ left, leftMore } = withLeft({ left, leftMore }, leftHere));
    after = page.next;
    if (!dryRun)
      await putCursor(cursors, after === undefined ? after : { policy, startedAt, after, left, leftMore });
  } while (after !== undefined);
  return { looked, found, left, leftMore, isDone: true };
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
