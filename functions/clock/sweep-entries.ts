import { NETWORK_FEED } from '#domain/feed/feed-id.ts';
import type { ClockDeps } from './clock-deps.ts';

/** One entry a tick, among the newest: an announcement costs a message a shard, every minute of every month. */
const NEWEST = 60;
const CURSOR = 'sweep-entries';

/**
 * Announces one of the newest entries of the network as a look: an endpoint whose prompt was lost twice is told after
 * all (SEMANTICS H14). Its pictures are looked at too.
 */
export async function sweepEntries(deps: ClockDeps): Promise<void> {
  const pointers = await deps.feeds.listPointers(NETWORK_FEED, { limit: NEWEST });
  const place = (Number(await deps.cursors.getCursor(CURSOR)) || 0) % Math.max(pointers.length, 1);
  const pointer = pointers[place];
  if (pointer !== undefined) {
    const { releaseId } = pointer;
    await deps.prompts.send('changes', [{ prompt: 'announce', releaseId, look: 1 }]);
    await deps.prompts.send('uploads', [{ prompt: 'release', releaseId, why: 'media' }]);
  }
  await deps.cursors.putCursor(CURSOR, String(place + 1));
}
