import type { Due } from '#domain/prompt/due.ts';
import { DUE_SHARDS } from '#ports/due-store.ts';
import type { ClockDeps } from './clock-deps.ts';

/** Items due within this time are sent ahead with a delay, so that a tick that comes late holds nothing up. */
const AHEAD_SECONDS = 180;
const PAGE = 200;

/**
 * Turns what is overdue or due soon into prompts; each item is removed after its prompt is sent, so that a crash
 * between sends it twice and never not at all. Gives how many were sent.
 */
export async function promptDue(deps: Pick<ClockDeps, 'clock' | 'due' | 'prompts'>): Promise<number> {
  const nowMs = deps.clock.now();
  const until = new Date(nowMs + AHEAD_SECONDS * 1000).toISOString();
  let sent = 0;
  for (let shard = 0; shard < DUE_SHARDS; shard += 1) {
    for (;;) {
      const page = await deps.due.listDue(shard, until, PAGE);
      for (const due of page) await promptOne(deps, due, nowMs);
      sent += page.length;
      if (page.length < PAGE) break;
    }
  }
  return sent;
}

async function promptOne(
  { prompts, due: store }: Pick<ClockDeps, 'due' | 'prompts'>,
  due: Due,
  nowMs: number,
): Promise<void> {
  const delaySeconds = Math.max(0, Math.ceil((Date.parse(due.dueAt) - nowMs) / 1000));
  switch (due.queue) {
    case 'uploads':
      await prompts.send('uploads', [due.prompt], { delaySeconds });
      break;
    case 'changes':
      await prompts.send('changes', [due.prompt], { delaySeconds });
      break;
    case 'feeds':
      await prompts.send('feeds', [due.prompt]);
      break;
    case 'urgent':
    case 'deliveries':
    case 'bulk':
      await prompts.send(due.queue, [due.prompt], { delaySeconds });
      break;
  }
  await store.removeDue(due);
}
