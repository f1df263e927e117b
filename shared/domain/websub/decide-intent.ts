import type { Outcome } from '../webhook/outcome.ts';
import type { HubAsked } from './subscription.ts';

/** Seconds after which a callback is asked again that could not be reached. */
const AGAIN_SECONDS = [10, 60] as const;

export type Intent =
  | { step: 'confirmed' }
  | { step: 'refused' }
  | { step: 'ask-again'; afterSeconds: number };

/**
 * What follows from the answer to a verification (WebSub §5.3): a 2xx whose body is the challenge confirms; any other
 * answer, a redirect among them, is a refusal. A callback that could not be reached is asked twice more.
 */
export function decideIntent(outcome: Outcome, { challenge, attempt }: HubAsked): Intent {
  if (outcome.kind === 'response') {
    const isSuccess = outcome.status >= 200 && outcome.status <= 299;
    return { step: isSuccess && outcome.body === challenge ? 'confirmed' : 'refused' };
  }
  const afterSeconds = outcome.kind === 'blocked' ? undefined : AGAIN_SECONDS[attempt];
  return afterSeconds === undefined ? { step: 'refused' } : { step: 'ask-again', afterSeconds };
}
