import type { Clock } from '#ports/clock.ts';
import type { CursorStore } from '#ports/cursor-store.ts';
import type { DropBucket } from '#ports/drop-bucket.ts';
import type { DueStore } from '#ports/due-store.ts';
import type { FeedStore } from '#ports/feed-store.ts';
import type { NewsroomStore } from '#ports/newsroom-store.ts';
import type { ObjectStore } from '#ports/object-store.ts';
import type { Prompts } from '#ports/prompts.ts';
import type { SourceStore } from '#ports/source-store.ts';

export type ClockDeps = {
  clock: Clock;
  due: DueStore;
  prompts: Prompts;
  cursors: CursorStore;
  drop: DropBucket;
  sources: SourceStore;
  feeds: FeedStore;
  newsrooms: NewsroomStore;
  site: ObjectStore;
  /** Counts what a sweep found to repair (alarm at > 0). */
  countRepair: (what: string) => void;
};
