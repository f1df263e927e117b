import * as z from 'zod/mini';

/**
 * `FEED#<feedId>` / `<first public>#<releaseId>`: a pointer. It counts only if LATEST names this feed and this place;
 * `rev` is the rev of LATEST that wrote it.
 */
export const feedPointerSchema = z.object({
  feedId: z.string(),
  releaseId: z.string(),
  firstPublicAt: z.string(),
  rev: z.int(),
});
export type FeedPointer = z.infer<typeof feedPointerSchema>;

/**
 * `FEED#<feedId>` / `STATE`: a memory of the objects, never the truth about them. `etags` by object key;
 * `builtThrough` is SQS's receive time in epoch milliseconds; `distributed` by object key, absent while unknown.
 */
export const feedStateSchema = z.object({
  feedId: z.string(),
  rev: z.int(),
  etags: z.record(z.string(), z.string()),
  /** SHA-256 of what each document held, by object key: by it a builder sees that nothing changed. */
  digests: z.exactOptional(z.record(z.string(), z.string())),
  builtThrough: z.number(),
  distributed: z.record(z.string(), z.string()),
  /** The news that the hub was last prompted for, or that nobody had subscribed to (`newsOf`). */
  told: z.exactOptional(z.string()),
  /** The archive's newest document, whether nothing is in it yet, and the newest place that is archived. */
  archive: z.exactOptional(
    z.object({
      number: z.int(),
      empty: z.exactOptional(z.boolean()),
      through: z.object({ firstPublicAt: z.string(), releaseId: z.string() }),
    }),
  ),
  /** Of an archive document: it is full, and another one follows it. */
  closed: z.exactOptional(z.boolean()),
  /** The title under which it stands in lists of feeds. */
  listed: z.exactOptional(z.string()),
  /** The greatest `updated` that the documents have shown, so that it never goes back. */
  updatedAt: z.exactOptional(z.string()),
});
export type FeedState = z.infer<typeof feedStateSchema>;

/** `ARCHIVED#<feedId>` / `<releaseId>`: which archive document of a feed holds a release; put if absent. */
export const archivedSchema = z.object({ feedId: z.string(), releaseId: z.string(), number: z.int() });
export type Archived = z.infer<typeof archivedSchema>;

/** `FEEDS` / `<feedId>`: a feed that has documents, for lists of feeds, with the title that they show. */
export const listedFeedSchema = z.object({ feedId: z.string(), title: z.string() });
export type ListedFeed = z.infer<typeof listedFeedSchema>;
