import { until } from './until.ts';
import type { WholeStack } from './whole-stack.ts';

const FEEDS_DELAY_MS = 2_000;

/**
 * Waits until nothing is under way: no message on a queue of work but those that wait for a later time. A stage sends
 * on before it acknowledges, so that one look at all queues is enough. Where only feeds wait for their delay, the clock
 * is moved past it.
 */
export async function quiet({ running }: WholeStack): Promise<void> {
  const look = () => {
    const depths = running.aws.sqs.depths();
    const delayed = depths.some((queue) => queue.name.includes('Feeds') && queue.delayed > 0);
    return { delayed, busy: depths.filter(({ visible, inFlight }) => visible + inFlight > 0) };
  };
  await until(
    'quiet',
    async () => {
      const { busy, delayed } = look();
      if (busy.length > 0) throw new Error(JSON.stringify(busy));
      if (delayed) await running.advance(FEEDS_DELAY_MS);
      return !delayed;
    },
    { patienceMs: 240_000 },
  );
}
