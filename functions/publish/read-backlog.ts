import { inOrder, isAfter, type FeedPlace } from '#domain/feed/archive.ts';
import type { FeedPointer } from '#domain/feed/feed-entry.ts';
import type { PublishDeps } from './publish-deps.ts';
import { isAtLeast, type Entries } from './read-entries.ts';

const PAGE = 1_000;

/**
 * The oldest pointers of a feed between a place and a pointer, at most `wanted`, with their heads: where a build finds
 * more than it can archive at once, that is where it begins. All pointers between are read, but no more heads.
 */
export async function readBacklog(
  deps: PublishDeps,
  feedId: string,
  { through, before, wanted }: { through: FeedPlace; before: FeedPointer; wanted: number },
): Promise<Entries> {
  const between: FeedPointer[] = [];
  let last: FeedPointer | undefined = before;
  do {
    const page: FeedPointer[] = await deps.feeds.listPointers(feedId, { limit: PAGE, before: last });
    between.push(...page.filter((pointer) => isAfter(pointer, through)));
    last = page.length < PAGE ? undefined : page.at(-1);
  } while (last !== undefined && isAtLeast(last, through));
  const pointers = inOrder(between).slice(0, wanted);
  return { pointers, heads: await deps.releases.getHeads(pointers.map(({ releaseId }) => releaseId)) };
}
