import * as z from 'zod/mini';

/**
 * `SOURCE#<key>`: the release that a key resolved to (written before VERSION) and the newest version of which all
 * effects are done (written last of all).
 */
export const sourceSchema = z.object({
  key: z.string(),
  rev: z.int(),
  releaseId: z.exactOptional(z.string()),
  /** Keys of texts that name this key, a picture's; whoever folds the picture prompts them (ADR 30). */
  texts: z.exactOptional(z.array(z.string())),
  /** The version of a text that waits for a picture, and until when at most. */
  waits: z.exactOptional(z.object({ versionId: z.string(), until: z.string() })),
  taken: z.exactOptional(z.object({ versionId: z.string(), at: z.string() })),
});
export type Source = z.infer<typeof sourceSchema>;
