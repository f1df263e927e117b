import type { Clock } from '#ports/clock.ts';
import type { DropBucket } from '#ports/drop-bucket.ts';
import type { DueStore } from '#ports/due-store.ts';
import type { Edge } from '#ports/edge.ts';
import type { FeedStore } from '#ports/feed-store.ts';
import type { NewsroomStore } from '#ports/newsroom-store.ts';
import type { ObjectStore } from '#ports/object-store.ts';
import type { Prompts } from '#ports/prompts.ts';
import type { ReleaseStore } from '#ports/release-store.ts';
import type { SourceStore } from '#ports/source-store.ts';

/** What ingest needs; `receipts` is the drop bucket as a store of objects (conversions are read from it too), `site` the public bucket. */
export type IngestDeps = {
  clock: Clock;
  drop: DropBucket;
  receipts: ObjectStore;
  site: ObjectStore;
  releases: ReleaseStore;
  sources: SourceStore;
  feeds: FeedStore;
  newsrooms: NewsroomStore;
  due: Pick<DueStore, 'putDue'>;
  edge: Edge;
  prompts: Prompts;
  /** The name that every release's `uri` derives from; never changed in the life of a network. */
  network: string;
  /** Without a slash at its end. */
  siteUrl: string;
  /** Counts what a second look found to repair (alarm at > 0). */
  countRepair: (what: string) => void;
  /** Notes how long after it was put a file was done with: receipt, page and JSON stand, its prompts are sent. */
  noteDwell: (dwellMs: number) => void;
};

/** The message that woke ingest: `firstReceivedMs` is SQS's ApproximateFirstReceiveTimestamp. */
export type Wake = { firstReceivedMs: number };
