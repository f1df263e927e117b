import type { FeedState } from '#domain/feed/feed-entry.ts';
import type { Topic } from '#domain/websub/topic.ts';
import type { PublishDeps } from './publish-deps.ts';

/** A topic and the object key of its document. */
export type TopicDocument = Topic & { key: string };

/**
 * What subscribers are to hear of: every changed byte, once a release changed; news alone, where a look may find again
 * what others build; nothing, where what changed was news elsewhere (ADR 29).
 */
export type Tell = 'every change' | 'news' | 'nothing';

type Known = {
  known: FeedState['distributed'];
  /** Whether the documents show other news than subscribers were told of. */
  isNews: boolean;
  tell: Tell;
  etagOf: (key: string) => string | undefined;
};

/**
 * Prompts the hub for each topic whose document is not the one that was distributed last, where anybody subscribes to
 * it and is to hear of it (SEMANTICS, publish 6); gives what subscribers have or wait for nothing of, by object key.
 * Where nobody subscribes nothing is noted, so that a change needs no write to forget it.
 */
export async function distributeChanges(
  deps: Pick<PublishDeps, 'prompts' | 'subscriptions'>,
  topics: readonly TopicDocument[],
  { known, isNews, tell, etagOf }: Known,
): Promise<FeedState['distributed']> {
  const distributed: FeedState['distributed'] = {};
  for (const { key, feedId, format } of topics) {
    const etag = etagOf(key);
    if (etag === undefined) continue;
    if (known[key] !== etag) {
      // Left unknown, so that the prompt about those news, which is still to come, finds what it is to tell.
      if (tell === 'nothing' && isNews) continue;
      const [any] = await deps.subscriptions.listSubscriptions({ feedId, format }, { limit: 1 });
      if (any === undefined) continue;
      if (tell === 'every change' || isNews) {
        await deps.prompts.send('bulk', [{ prompt: 'distribute', feedId, format }]);
      }
    }
    distributed[key] = etag;
  }
  return distributed;
}
