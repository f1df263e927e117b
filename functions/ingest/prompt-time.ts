import { timeHasCome } from '#domain/release/time-has-come.ts';
import { nextTimeOf } from '#domain/release/next-time.ts';
import type { Head } from '#domain/release/head.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { timeDue } from './put-head.ts';

/** SQS keeps a message back for at most this long. */
const MOST_DELAY_SECONDS = 900;
/** The clock looks once a minute for what is due within three; what comes before its next look is ours to send. */
const BEFORE_THE_CLOCK_MS = 240_000;

/**
 * Prompts a time that comes before the clock would see its due item: an embargo of twenty seconds is lifted in twenty
 * seconds, not with the next minute.
 */
export async function promptTime(
  deps: Pick<IngestDeps, 'clock' | 'prompts'>,
  head: Head,
  wake: Wake,
): Promise<void> {
  const next = nextTimeOf(head);
  const nowMs = deps.clock.now();
  if (next === undefined || Date.parse(next.at) - nowMs > BEFORE_THE_CLOCK_MS) return;
  if (timeHasCome(next.at, head.upload.at, { nowMs, firstReceivedMs: wake.firstReceivedMs })) return;
  const delaySeconds = Math.max(0, Math.ceil((Date.parse(next.at) - nowMs) / 1000));
  const { releaseId } = head;
  await deps.prompts.send('uploads', [{ prompt: 'release', releaseId, why: 'time' }], { delaySeconds });
}

/** A fresh message for a time that has not come; its due item again where no message can wait so long. */
export async function promptTimeAgain(
  deps: Pick<IngestDeps, 'clock' | 'due' | 'prompts'>,
  head: Head,
  at: string,
  wake: Wake,
): Promise<void> {
  const restMs = Date.parse(at) - Math.min(deps.clock.now(), wake.firstReceivedMs);
  const delaySeconds = Math.max(Math.ceil(restMs / 1000) + 1, 1);
  if (delaySeconds > MOST_DELAY_SECONDS) return deps.due.putDue(timeDue(head, at));
  const { releaseId } = head;
  return deps.prompts.send('uploads', [{ prompt: 'release', releaseId, why: 'time' }], { delaySeconds });
}
