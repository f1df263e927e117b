import type { EndpointPrompt } from '#domain/prompt/prompt.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { putRetry } from './plan-retry.ts';

/** Has the clock bring a long piece of work again: Lambda cuts off a function that prompts itself many times in a row. */
export async function goOnLater(
  deps: Pick<DeliverDeps, 'clock' | 'due'>,
  prompt: EndpointPrompt,
  n: string,
): Promise<void> {
  await putRetry(deps, { at: new Date(deps.clock.now()).toISOString(), queue: 'bulk', prompt, n });
}
