import type { Clock } from '#ports/clock.ts';
import type { DropBucket } from '#ports/drop-bucket.ts';
import type { ObjectStore } from '#ports/object-store.ts';
import type { Prompts } from '#ports/prompts.ts';

/** What convert needs; `converted` is the drop bucket as a store of objects. */
export type ConvertDeps = {
  clock: Clock;
  drop: Pick<DropBucket, 'read'>;
  converted: Pick<ObjectStore, 'head' | 'put'>;
  prompts: Prompts;
};
