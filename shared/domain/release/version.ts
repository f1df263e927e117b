import * as z from 'zod/mini';
import { contentSchema } from './content.ts';
import { versionMarkSchema } from './head.ts';

/** What brought a version about. */
export const originSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('upload'), key: z.string(), versionId: z.string() }),
  z.object({ by: z.literal('command'), key: z.string(), versionId: z.string() }),
  z.object({ by: z.literal('deletion'), key: z.string(), versionId: z.string() }),
  z.object({ by: z.literal('time'), at: z.string() }),
  /** The newest of the pictures by which a text's release changed. */
  z.object({ by: z.literal('picture'), key: z.string(), versionId: z.string() }),
  z.object({ by: z.literal('killed-content'), hash: z.string() }),
  /** A sanitizer of ours that was mended since. */
  z.object({ by: z.literal('sanitizer') }),
]);
export type Origin = z.infer<typeof originSchema>;

/**
 * `VERSION#n`: immutable, put if absent. `content` stands in the version that brought it; a lift or a tombstone only
 * points at it by `contentVersion`.
 */
export const versionSchema = z.extend(versionMarkSchema, {
  releaseId: z.string(),
  contentVersion: z.int(),
  origin: originSchema,
  hash: z.string(),
  textHash: z.string(),
  note: z.exactOptional(z.string()),
  content: z.exactOptional(contentSchema),
  /** Beside the content that it came with. */
  expires: z.exactOptional(z.string()),
});
export type Version = z.infer<typeof versionSchema>;
