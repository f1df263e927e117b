import type { FeedState } from '#domain/feed/feed-entry.ts';
import type { Topic } from '#domain/websub/topic.ts';
import type { PublishDeps } from './publish-deps.ts';

/** A topic and the object key of its document. */
export type TopicDocument = Topic & { key: string };

type Known = {
  known: FeedState['distributed'];
  quiet: boolean;
  etagOf: (key: string) => string | undefined;
};

/**
 * Prompts the hub for each topic whose document is not the one that was distributed last, where anybody subscribes to it
 * (SEMANTICS, publish 6); gives what was distributed, by object key. Where nobody subscribes nothing is noted, so that
 * a change needs no write to forget it.
 */
export async function distributeChanges(
  deps: Pick<PublishDeps, 'prompts' | 'subscriptions'>,
  topics: readonly TopicDocument[],
  { known, quiet, etagOf }: Known,
): Promise<FeedState['distributed']> {
  const distributed: FeedState['distributed'] = {};
  for (const { key, feedId, format } of topics) {
    const etag = etagOf(key);
    if (etag === undefined) continue;
    if (known[key] !== etag) {
      // Left unknown, so that the next build that is not quiet prompts for these bytes too.
      if (quiet) continue;
      const [any] = await deps.subscriptions.listSubscriptions({ feedId, format }, { limit: 1 });
      if (any === undefined) continue;
      await deps.prompts.send('bulk', [{ prompt: 'distribute', feedId, format }]);
    }
    distributed[key] = etag;
  }
  return distributed;
}
