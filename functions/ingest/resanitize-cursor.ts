import * as z from 'zod/mini';
import type { CursorStore } from '#ports/cursor-store.ts';

const CURSOR = 'resanitize';
/** As many names as fit into one item of the table with room to spare; the rest is only counted. */
const MOST_NAMED = 1_000;

const cursorSchema = z.object({
  /** Which sanitizer it was: what another one passed over has to be looked at again. */
  policy: z.string(),
  startedAt: z.string(),
  /** The last page that is done. */
  after: z.string(),
  /** Releases up to there that are left to a person, unsettled or failed, and how many more. */
  left: z.array(z.string()),
  leftMore: z.int(),
});
/** How far a run over all releases has come. */
export type ResanitizeCursor = z.infer<typeof cursorSchema>;

/** A run that was cut off under the same policy; undefined where there is none, or one under another. */
export async function readCursor(
  cursors: CursorStore,
  policy: string,
): Promise<ResanitizeCursor | undefined> {
  const stored = await cursors.getCursor(CURSOR);
  if (stored === undefined || !stored.startsWith('{')) return undefined;
  const read = cursorSchema.safeParse(JSON.parse(stored));
  return read.success && read.data.policy === policy ? read.data : undefined;
}

/** Undefined once the last page is done. */
export async function putCursor(cursors: CursorStore, cursor: ResanitizeCursor | undefined): Promise<void> {
  await cursors.putCursor(CURSOR, cursor && JSON.stringify(cursor));
}

/** With the releases that a page leaves to a person. */
export function withLeft(
  { left, leftMore }: Pick<ResanitizeCursor, 'left' | 'leftMore'>,
  releaseIds: readonly string[],
): Pick<ResanitizeCursor, 'left' | 'leftMore'> {
  const all = [...left, ...releaseIds];
  return {
    left: all.slice(0, MOST_NAMED),
    leftMore: leftMore + Math.max(0, all.length - MOST_NAMED),
  };
}
