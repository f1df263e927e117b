import type { FeedPrompt } from '#domain/prompt/prompt.ts';
import type { Asked, Outcome } from './bring-up-to-date.ts';
import type { Tell } from './distribute-changes.ts';
import type { PublishDeps } from './publish-deps.ts';
import { publishFeed } from './publish-feed.ts';
import { publishIndex } from './publish-index.ts';
import { rememberNewsrooms } from './remember-newsrooms.ts';

/** A prompt with SQS's times of its message, epoch milliseconds; `repeated` where it was received before. */
export type ReceivedPrompt = {
  prompt: FeedPrompt;
  sentAtMs: number;
  firstReceivedAtMs: number;
  repeated?: boolean;
};

/**
 * Builds each named thing of a batch once, whichever of its prompts asks first: the function that is given back
 * takes any prompt of the batch and resolves when the thing that it names is up to date.
 */
export function publishBatch(
  deps: PublishDeps,
  batch: readonly ReceivedPrompt[],
): (prompt: FeedPrompt) => Promise<Outcome> {
  const asked = new Map<string, Asked>();
  for (const { prompt, sentAtMs, firstReceivedAtMs, repeated = false } of batch) {
    const name = nameOf(prompt);
    const before = asked.get(name);
    asked.set(name, {
      sentAtMs: Math.max(sentAtMs, before?.sentAtMs ?? 0),
      firstReceivedAtMs: Math.max(firstReceivedAtMs, before?.firstReceivedAtMs ?? 0),
      look: isLook(prompt) || (before?.look ?? false),
      repairs: isLook(prompt) && (before?.repairs ?? true),
      repeated: repeated || (before?.repeated ?? false),
      tell: more(tellOf(prompt), before?.tell ?? 'nothing'),
    });
  }
  const batchDeps = { ...deps, newsrooms: rememberNewsrooms(deps.newsrooms) };
  const outcomes = new Map<string, Promise<Outcome>>();
  return (prompt) => {
    const name = nameOf(prompt);
    const outcome = outcomes.get(name) ?? publish(batchDeps, prompt, asked.get(name) ?? NEVER_RECEIVED);
    outcomes.set(name, outcome);
    return outcome;
  };
}

/** A prompt that was in no batch is built without the short cut and moves nothing forward. */
const NEVER_RECEIVED: Asked = {
  sentAtMs: Number.POSITIVE_INFINITY,
  firstReceivedAtMs: 0,
  look: false,
  tell: 'every change',
};

function publish(deps: PublishDeps, prompt: FeedPrompt, asked: Asked): Promise<Outcome> {
  switch (prompt.prompt) {
    case 'feed':
      return publishFeed(deps, prompt.feedId, asked);
    case 'index':
      return publishIndex(deps, prompt.newsroom, asked);
  }
}

function nameOf(prompt: FeedPrompt): string {
  return prompt.prompt === 'feed' ? `feed:${prompt.feedId}` : `index:${prompt.newsroom}`;
}

function isLook(prompt: FeedPrompt): boolean {
  return prompt.look === true;
}

function tellOf(prompt: FeedPrompt): Tell {
  if (prompt.prompt === 'feed' && prompt.quiet === true) return 'nothing';
  return isLook(prompt) ? 'news' : 'every change';
}

const LEAST_FIRST: readonly Tell[] = ['nothing', 'news', 'every change'];

function more(one: Tell, other: Tell): Tell {
  return LEAST_FIRST.indexOf(one) > LEAST_FIRST.indexOf(other) ? one : other;
}
