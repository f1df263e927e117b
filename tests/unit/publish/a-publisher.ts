import { makeMemoryClock } from '#adapters/memory/clock.ts';
import { makeMemoryDueStore } from '#adapters/memory/due-store.ts';
import { makeMemoryFeedStore } from '#adapters/memory/feed-store.ts';
import { makeMemoryNewsroomStore } from '#adapters/memory/newsroom-store.ts';
import { makeMemoryObjectStore } from '#adapters/memory/object-store.ts';
import { makeMemoryPrompts } from '#adapters/memory/prompts.ts';
import { makeMemoryReleaseStore } from '#adapters/memory/release-store.ts';
import { makeMemorySubscriptionStore } from '#adapters/memory/subscription-store.ts';
import { makeEntryMemory } from '#domain/feed/entry-memory.ts';
import { pointersOf } from '#domain/feed/pointers-of.ts';
import type { FeedPrompt } from '#domain/prompt/prompt.ts';
import type { Head } from '#domain/release/head.ts';
import { DUE_SHARDS } from '#ports/due-store.ts';
import { makeContentMemory } from '../../../functions/publish/content-memory.ts';
import { publishBatch } from '../../../functions/publish/publish-batch.ts';
import type { PublishDeps, PublishEvent } from '../../../functions/publish/publish-deps.ts';
import { BLORA, contentOf } from '../../support/feed-facts.ts';

export const FEED = { prompt: 'feed', feedId: 'n/blora' } as const;
export const LOOK = { ...FEED, look: true } as const;
const START = Date.UTC(2026, 2, 10);

/** Publish over memory adapters, with what it wrote; `deps` may be changed to make a port fail. */
export async function aPublisher() {
  const clock = makeMemoryClock(START);
  const puts: string[] = [];
  const events: PublishEvent[] = [];
  const prompts = makeMemoryPrompts({ clock });
  const due = makeMemoryDueStore();
  const site = makeMemoryObjectStore({ clock });
  const subscriptions = makeMemorySubscriptionStore();
  const deps: PublishDeps = {
    clock,
    feeds: makeMemoryFeedStore(),
    releases: makeMemoryReleaseStore(),
    newsrooms: makeMemoryNewsroomStore(),
    site: {
      ...site,
      put: async (key, object, condition) => {
        const answer = await site.put(key, object, condition);
        if (answer.written === 'written') puts.push(key);
        return answer;
      },
    },
    prompts,
    due,
    subscriptions,
    contents: makeContentMemory(),
    entries: makeEntryMemory(),
    siteUrl: 'https://news.example.org',
    networkName: 'Example News',
    report: (event) => events.push(event),
  };
  await deps.newsrooms.putNewsroom(BLORA);
  const text = async (key: string): Promise<string> => new TextDecoder().decode((await site.get(key))?.body);

  return {
    deps,
    clock,
    events,
    prompts,
    /** What the clock would ask for now, and no more of it then. */
    takeDue: async (): Promise<FeedPrompt[]> => {
      const taken: FeedPrompt[] = [];
      for (let shard = 0; shard < DUE_SHARDS; shard += 1) {
        for (const each of await due.listDue(shard, new Date(clock.now()).toISOString(), 100)) {
          if (each.queue === 'feeds') taken.push(each.prompt);
          await due.removeDue(each);
        }
      }
      return taken;
    },
    subscriptions,
    /** The keys written since the last call. */
    takePuts: () => puts.splice(0),
    /** LATEST with its VERSION and pointers, as ingest leaves them; `rev` follows the stored head. */
    store: async (head: Head): Promise<Head> => {
      const stored = await deps.releases.getHead(head.releaseId);
      const next = { ...head, rev: (stored?.rev ?? 0) + 1, contentVersion: head.version };
      const { releaseId, version, hash, textHash } = next;
      await deps.releases.putVersion({
        releaseId,
        version,
        hash,
        textHash,
        prev: next.prev,
        kind: next.kind,
        state: next.state,
        contentVersion: version,
        at: next.updatedAt,
        content: contentOf(next),
        origin: {
          by: 'upload',
          key: next.upload.key,
          versionId: `v${version}`,
        },
      });
      await deps.releases.putHead(next, next.rev - 1);
      for (const pointer of pointersOf(next)) await deps.feeds.putPointer(pointer);
      return next;
    },
    /** One batch with these prompts, sent and first received now unless said otherwise (milliseconds from the start). */
    publish: async (
      prompts: readonly FeedPrompt[] = [FEED],
      times: { sent?: number; received?: number; repeated?: boolean } = {},
    ) => {
      const now = clock.now() - START;
      const sentAtMs = START + (times.sent ?? now);
      const firstReceivedAtMs = START + (times.received ?? now);
      const build = publishBatch(
        deps,
        prompts.map((prompt) => ({ prompt, sentAtMs, firstReceivedAtMs, repeated: times.repeated === true })),
      );
      return Promise.all(prompts.map(build));
    },
    text,
    /** The ids of the feed's entries as its JSON has them. */
    ids: async (): Promise<string[]> => {
      const feed: { items: { id: string }[] } = JSON.parse(await text('n/blora/feed.json'));
      return feed.items.map(({ id }) => id);
    },
  };
}
