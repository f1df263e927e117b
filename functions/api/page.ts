import * as z from 'zod/mini';
import { cursorWord, decodeCursor, encodeCursor } from './cursor.ts';

const PAGE = 200;
const placeSchema = z.object({ after: z.string() });

export const pageQuerySchema = z.strictObject({ cursor: z.exactOptional(cursorWord) });

/** One page of items that are sorted by their id, and the cursor of the next where there is one. */
export function pageOf<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  cursor: string | undefined,
): { page: T[]; next?: string } {
  const after = cursor === undefined ? '' : decodeCursor(cursor, placeSchema).after;
  const left = items.filter((item) => idOf(item) > after);
  const page = left.slice(0, PAGE);
  const last = page.at(-1);
  if (last === undefined || left.length <= PAGE) return { page };
  return { page, next: encodeCursor({ after: idOf(last) }) };
}
