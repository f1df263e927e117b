import * as z from 'zod/mini';

/** Why an upload that was read is not let out by the lifecycle (`decideRelease`). */
const SAID_NO = [
  'E_KILLED_CONTENT',
  'E_ID_TAKEN',
  'E_ALREADY_PUBLIC',
  'E_DIFFERENT_STORY',
  'E_REVIEW',
] as const;

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
  /** The release that the key spoke for until this version took it to `releaseId`. */
  left: z.exactOptional(z.object({ releaseId: z.string(), versionId: z.string() })),
  /** The newest version that was refused or held for what stood then; a redo does not decide it anew. */
  refused: z.exactOptional(z.object({ versionId: z.string(), code: z.enum(SAID_NO) })),
  taken: z.exactOptional(z.object({ versionId: z.string(), at: z.string() })),
});
export type Source = z.infer<typeof sourceSchema>;

/** What an upload was refused or held for. */
export type RefusedBefore = NonNullable<Source['refused']>;
