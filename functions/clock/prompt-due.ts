import type { Due } from '#domain/prompt/due.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import { DUE_SHARDS } from '#ports/due-store.ts';
import type { ClockDeps } from './clock-deps.ts';

/** Items due within this time are sent ahead with a delay, so that a tick that comes late holds nothing up. */
const AHEAD_SECONDS = 180;
const PAGE = 200;
/** As many messages as SQS takes a call. */
const TOGETHER = 10;
/** Of a tick's 50 seconds; beat and sweeps come after it. */
const MOST_MS = 25_000;

type Deps = Pick<ClockDeps, 'clock' | 'due' | 'prompts'>;
type Batch = { queue: Due['queue']; delaySeconds: number; dues: Due[] };

/**
 * Turns what is overdue or due soon into prompts, ten at a time; each item is removed after its prompt is sent, so that a
 * crash between sends it twice and never not at all. A heap is taken page by page from each shard in turn, until the time for
 * it is up; the next tick goes on. Gives how many were sent.
 */
export async function promptDue(deps: Deps): Promise<number> {
  const nowMs = deps.clock.now();
  const until = new Date(nowMs + AHEAD_SECONDS * 1000).toISOString();
  let sent = 0;
  let shards = Array.from({ length: DUE_SHARDS }, (_, shard) => shard);
  while (shards.length > 0) {
    const fuller: number[] = [];
    for (const shard of shards) {
      const page = await deps.due.listDue(shard, until, PAGE);
      for (const batch of batchesOf(page, nowMs)) {
        if (deps.clock.now() - nowMs > MOST_MS) return sent;
        await promptBatch(deps, batch);
        sent += batch.dues.length;
      }
      if (page.length === PAGE) fuller.push(shard);
    }
    shards = fuller;
  }
  return sent;
}

/** What goes in one call: one queue, one delay. In the order of the first of each. */
function batchesOf(page: readonly Due[], nowMs: number): Batch[] {
  const batches: Batch[] = [];
  const open = new Map<string, Batch>();
  for (const due of page) {
    const { queue } = due;
    const delaySeconds = Math.max(0, Math.ceil((Date.parse(due.dueAt) - nowMs) / 1000));
    const place = queue === 'feeds' ? queue : `${queue} ${delaySeconds}`;
    const batch = open.get(place);
    if (batch !== undefined && batch.dues.length < TOGETHER) {
      batch.dues.push(due);
      continue;
    }
    const next = { queue, delaySeconds, dues: [due] };
    open.set(place, next);
    batches.push(next);
  }
  return batches;
}

async function promptBatch(
  { prompts, due: store }: Pick<Deps, 'prompts' | 'due'>,
  batch: Batch,
): Promise<void> {
  const { dues } = batch;
  await sendBatch(prompts, batch);
  await forEachBounded(dues, TOGETHER, (due) => store.removeDue(due));
}

async function sendBatch(prompts: Deps['prompts'], { queue, delaySeconds, dues }: Batch): Promise<void> {
  switch (queue) {
    case 'uploads':
      return prompts.send(queue, dues.flatMap(PROMPTS.uploads), { delaySeconds });
    case 'changes':
      return prompts.send(queue, dues.flatMap(PROMPTS.changes), { delaySeconds });
    case 'feeds':
      return prompts.send(queue, dues.flatMap(PROMPTS.feeds));
    case 'urgent':
    case 'deliveries':
    case 'bulk':
      return prompts.send(queue, dues.flatMap(PROMPTS.deliveries), { delaySeconds });
  }
}

/** The prompt of an item whose queue carries that kind. */
const PROMPTS = {
  uploads: (due: Due) => (due.queue === 'uploads' ? [due.prompt] : []),
  changes: (due: Due) => (due.queue === 'changes' ? [due.prompt] : []),
  feeds: (due: Due) => (due.queue === 'feeds' ? [due.prompt] : []),
  deliveries: (due: Due) =>
    due.queue === 'urgent' || due.queue === 'deliveries' || due.queue === 'bulk' ? [due.prompt] : [],
} as const;
