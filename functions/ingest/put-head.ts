import { noticeEndsAt } from '#domain/feed/membership.ts';
import type { Due } from '#domain/prompt/due.ts';
import type { Head } from '#domain/release/head.ts';
import { laterInstant, plusSeconds } from '#domain/release/instant.ts';
import type { Written } from '#ports/written.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';

/** The second look comes this long after a change (DESIGN §2, rule 4). */
const LOOK_AFTER_SECONDS = 600;

/**
 * Writes LATEST after a change, on `rev`; before it the due items of its times and the second look, since a worker
 * may die right after LATEST with its message already gone (H14).
 */
export async function putChangedHead(
  deps: Pick<IngestDeps, 'due' | 'releases'>,
  head: Head,
  wake: Wake,
): Promise<Written> {
  for (const due of dueItems(head, wake)) await deps.due.putDue(due);
  return deps.releases.putHead(head, head.rev - 1);
}

function dueItems(head: Head, wake: Wake): Due[] {
  const release = { prompt: 'release', releaseId: head.releaseId } as const;
  const received = new Date(wake.firstReceivedMs).toISOString();
  const look: Due = {
    dueAt: plusSeconds(laterInstant(head.updatedAt, received), LOOK_AFTER_SECONDS),
    kind: 'look',
    id: head.releaseId,
    n: String(head.rev),
    queue: 'uploads',
    prompt: { ...release, why: 'look', look: 1 },
  };
  const time = nextTime(head);
  if (time === undefined) return [look];
  return [
    look,
    {
      dueAt: new Date(time).toISOString(),
      kind: 'time',
      id: head.releaseId,
      n: String(head.version),
      queue: 'uploads',
      prompt: { ...release, why: 'time' },
    },
  ];
}

function nextTime(head: Head): string | undefined {
  switch (head.state) {
    case 'scheduled':
    case 'embargoed':
      return head.publishAt ?? head.embargoedUntil;
    case 'published':
      return head.expires;
    case 'withdrawn':
    case 'killed':
      return head.firstPublicAt === undefined ? undefined : noticeEndsAt(head);
    case 'expired':
      return undefined;
  }
}
