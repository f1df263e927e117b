import * as z from 'zod/mini';

export const releaseStateSchema = z.enum([
  'scheduled',
  'embargoed',
  'published',
  'expired',
  'withdrawn',
  'killed',
]);
export type ReleaseState = z.infer<typeof releaseStateSchema>;

/** `first` a first version; `import` one that was published elsewhere before, of which nobody is told; `lift` an embargo or schedule that ended; `restore` a newer upload of a withdrawn release. */
export const changeKindSchema = z.enum([
  'first',
  'import',
  'minor',
  'update',
  'correction',
  'lift',
  'restore',
  'expiry',
  'withdrawal',
  'kill',
]);
export type ChangeKind = z.infer<typeof changeKindSchema>;

/** One link of the chain of versions, without its content. */
export const versionMarkSchema = z.object({
  version: z.int(),
  prev: z.int(),
  kind: changeKindSchema,
  state: releaseStateSchema,
  /** When the version came to be. */
  at: z.string(),
});
export type VersionMark = z.infer<typeof versionMarkSchema>;

/** What was last folded from one key of a release, and whether that key still speaks for it. */
export const headSourceSchema = z.object({
  versionId: z.string(),
  at: z.string(),
  live: z.boolean(),
});

/** The deletion of the last key of a release, and why it is not carried out without a person's word. */
export const removalSchema = z.object({
  key: z.string(),
  versionId: z.string(),
  at: z.string(),
  why: z.enum(['many', 'old']),
});

/**
 * `LATEST` (SEMANTICS "The items that carry the truth"): the head of a release, ≤ 4 KB, without the body.
 * Times are RFC 3339 UTC. `rev` counts writes of the item, `version` what the world is told.
 */
export const headSchema = z.object({
  releaseId: z.string(),
  newsroom: z.string(),
  uri: z.string(),
  slug: z.string(),
  rev: z.int(),
  version: z.int(),
  prev: z.int(),
  contentVersion: z.int(),
  state: releaseStateSchema,
  kind: changeKindSchema,
  note: z.exactOptional(z.string()),
  /** Of everything that is published, times and feeds included: equal means `unchanged`. */
  hash: z.string(),
  /** Of the words alone: what claims and kills of content go by. */
  textHash: z.string(),
  headline: z.string(),
  summary: z.exactOptional(z.string()),
  /** Object key of the lead picture's file, for what is made of heads alone. */
  picture: z.exactOptional(z.string()),
  language: z.string(),
  authors: z.array(z.string()),
  categories: z.array(z.string()),
  feeds: z.array(z.string()),
  feedsEver: z.array(z.string()),
  /** The newest links of the chain, oldest first, the head's own last; older ones are VERSION items. */
  chain: z.array(versionMarkSchema),
  sources: z.record(z.string(), headSourceSchema),
  /** The upload whose content stands. */
  upload: z.object({ key: z.string(), versionId: z.string(), at: z.string() }),
  /** The greatest LastModified of an upload folded so far. */
  uploadedAt: z.string(),
  withdrawn: z.exactOptional(
    z.object({ at: z.string(), by: z.enum(['deletion', 'command']), reason: z.exactOptional(z.string()) }),
  ),
  killed: z.exactOptional(z.object({ at: z.string(), reason: z.string() })),
  /** A deletion that waits for a person: whose last version, and why. Any living key takes it back. */
  removal: z.exactOptional(removalSchema),
  /** When the notice of a withdrawn or killed release left the feeds; absent while it stands. */
  noticeEndedAt: z.exactOptional(z.string()),
  /** Paths that an imported release had where it was published before; they lead to its page. */
  movedFrom: z.exactOptional(z.array(z.string())),
  firstPublicAt: z.exactOptional(z.string()),
  datedAt: z.exactOptional(z.string()),
  /** When this version came to be: the LastModified of its upload or command, or the lift's time. */
  updatedAt: z.string(),
  publishAt: z.exactOptional(z.string()),
  embargoedUntil: z.exactOptional(z.string()),
  expires: z.exactOptional(z.string()),
});

export type Head = z.infer<typeof headSchema>;
