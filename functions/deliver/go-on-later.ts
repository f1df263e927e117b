import type { EndpointPrompt } from '#domain/prompt/prompt.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { putRetry } from './plan-retry.ts';

/**
 * Has the clock bring a long piece of work again: Lambda cuts off a function that prompts itself many times in a row.
 * `at` is when the work was asked for, so that whoever comes to the same place twice plans one item.
 */
export async function goOnLater(
  deps: Pick<DeliverDeps, 'due'>,
  prompt: EndpointPrompt,
  { at, n }: { at: string; n: string },
): Promise<void> {
  await putRetry(deps, { at, queue: 'bulk', prompt, n });
}
