import type { EndpointPrompt, HubPrompt } from '#domain/prompt/prompt.ts';
import type { DeliverDeps } from './deliver-deps.ts';

/**
 * The clock comes once a minute and looks 180 s ahead, so it brings everything later than this to the second. A message
 * of our own only serves what is nearer: Lambda cuts a function off that prompts itself about sixteen times in a row.
 */
const MAX_DELAY_MS = 120_000;

export type Retry = {
  at: string;
  queue: 'urgent' | 'deliveries' | 'bulk';
  prompt: EndpointPrompt | Extract<HubPrompt, { callbackId: string }>;
  /** Names the attempt, so that planning it again is the same item. */
  n: string;
};

/** The due item of the next try. */
export async function putRetry(
  deps: Pick<DeliverDeps, 'due'>,
  { at, queue, prompt, n }: Retry,
): Promise<void> {
  const id = 'callbackId' in prompt ? prompt.callbackId : prompt.endpointId;
  await deps.due.putDue({ dueAt: at, kind: prompt.prompt, id, n, queue, prompt });
}

/** The due item of the next try, and a delayed message where the clock would come too late. */
export async function planRetry(
  deps: Pick<DeliverDeps, 'clock' | 'due' | 'prompts'>,
  retry: Retry,
): Promise<void> {
  await putRetry(deps, retry);
  const waitMs = Math.max(0, Date.parse(retry.at) - deps.clock.now());
  if (waitMs > MAX_DELAY_MS) return;
  await deps.prompts.send(retry.queue, [retry.prompt], { delaySeconds: Math.ceil(waitMs / 1000) });
}
