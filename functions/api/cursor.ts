import * as z from 'zod/mini';
import { unprocessable } from './problem.ts';

/** A query's `cursor`; no place that this API gives is longer. */
export const cursorWord = z.string().check(z.maxLength(600));

/** A place to go on at, as an opaque word for the caller. */
export function encodeCursor(place: object): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Throws `ProblemError` for a word that was not ours. */
export function decodeCursor<T>(cursor: string, schema: z.ZodMiniType<T>): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw unprocessable(
      'cursor: it is none that this API gave. Take `next` of the page before, or leave it out.',
    );
  }
}
