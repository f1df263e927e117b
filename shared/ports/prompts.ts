import type { QueueName, QueuePrompts } from '#domain/prompt/prompt.ts';

/**
 * Sends prompts; resolves only when the queue has taken them all. `delaySeconds` ≤ 900 and not on `feeds`, whose
 * delay is the queue's own.
 */
export type Prompts = {
  send<Q extends QueueName>(
    queue: Q,
    prompts: readonly QueuePrompts[Q][],
    options?: { delaySeconds?: number },
  ): Promise<void>;
};
