import type { QueueName, QueuePrompts } from '#domain/prompt/prompt.ts';
import type { Clock } from '#ports/clock.ts';
import type { Prompts } from '#ports/prompts.ts';
import { requireDelay } from '../require-delay.ts';

/** A prompt as it lies in its queue; `visibleAtMs` is when it could first be received. */
type SentPrompt<Q extends QueueName = QueueName> = {
  queue: Q;
  prompt: QueuePrompts[Q];
  delaySeconds: number;
  sentAtMs: number;
  visibleAtMs: number;
};

/** What was sent, for whoever plays the queues. */
export type SentPrompts = {
  /** Everything that lies in a queue, in the order it was sent. */
  sent<Q extends QueueName>(queue: Q): SentPrompt<Q>[];
  /** The same, and empties the queue. */
  take<Q extends QueueName>(queue: Q): SentPrompt<Q>[];
};

/** Queues in memory that only take and keep. */
export function makeMemoryPrompts({ clock }: { clock: Clock }): Prompts & SentPrompts {
  const queues: { [Q in QueueName]: SentPrompt<Q>[] } = {
    uploads: [],
    uploadsDead: [],
    conversions: [],
    changes: [],
    feeds: [],
    urgent: [],
    deliveries: [],
    bulk: [],
  };

  return {
    async send(queue, prompts, options) {
      const delaySeconds = requireDelay(queue, options?.delaySeconds);
      const sentAtMs = clock.now();
      const visibleAtMs = sentAtMs + delaySeconds * 1000;
      for (const prompt of prompts) {
        queues[queue].push({ queue, prompt: structuredClone(prompt), delaySeconds, sentAtMs, visibleAtMs });
      }
    },
    sent: (queue) => structuredClone(queues[queue]),
    take: (queue) => queues[queue].splice(0),
  };
}
