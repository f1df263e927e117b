/** One version of one key; `at` is S3's LastModified (RFC 3339, one second fine); a delete marker has size 0. */
export type DropVersion = { versionId: string; at: string; size: number; marker: boolean };

/** The log: what authors uploaded and operators commanded. Nothing in it is ever changed or removed. */
export type DropBucket = {
  /** Every version of exactly this key, oldest first, in S3's order. */
  listVersions(key: string): Promise<DropVersion[]>;
  /** The bytes of one version; at most `maxBytes` of them. Undefined if that version is gone. */
  read(key: string, versionId: string, maxBytes: number): Promise<Uint8Array | undefined>;
  /**
   * The newest version (a delete marker counts) of each key with the prefix, keys in UTF-8 order after `after`, at
   * most `limit` of them. `versionId` is the newest's.
   */
  listNewest(
    prefix: string,
    options: { after?: string; limit: number },
  ): Promise<{ key: string; versionId: string; at: string }[]>;
};
