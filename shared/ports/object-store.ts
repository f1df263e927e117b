import type { Written } from './written.ts';

export type StoredObject = {
  body: Uint8Array;
  etag: string;
  contentType: string;
  metadata: Record<string, string>;
};

export type ObjectHead = {
  etag: string;
  size: number;
  metadata: Record<string, string>;
  lastModified: string;
};

export type ObjectToPut = {
  body: string | Uint8Array;
  contentType: string;
  cacheControl?: string;
  metadata?: Record<string, string>;
};

/** `ifMatch` an ETag as `head` or `put` gave it; `ifAbsent` only where nothing is; `always` without a condition. */
export type PutCondition = { ifMatch: string } | 'ifAbsent' | 'always';

/** Objects of one bucket by key; every read is strongly consistent. ETags are opaque. */
export type ObjectStore = {
  head(key: string): Promise<ObjectHead | undefined>;
  get(key: string): Promise<StoredObject | undefined>;
  put(
    key: string,
    object: ObjectToPut,
    condition: PutCondition,
  ): Promise<{ written: Written; etag?: string }>;
  /** Takes an object away; nothing happens where none is. */
  remove(key: string): Promise<void>;
  /** Keys in UTF-8 order after `after`, at most `limit`. */
  list(prefix: string, options: { after?: string; limit: number }): Promise<string[]>;
};
