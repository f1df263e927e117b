import * as z from 'zod/mini';

/** A moment in a query or a body. */
export const instant = z.iso.datetime({ offset: true });
