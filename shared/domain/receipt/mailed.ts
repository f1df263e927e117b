import * as z from 'zod/mini';

/**
 * `MAILED#<receiptId>` / `<what>`: that a newsroom was written to about a receipt, kept as long as the receipt, so that
 * a redo does not write again. `what` names the answer by the state that it told, or the release's version.
 */
export const mailedSchema = z.object({ receiptId: z.string(), what: z.string(), expiresAtSeconds: z.int() });
export type Mailed = z.infer<typeof mailedSchema>;
