import type { Due } from '#domain/prompt/due.ts';
import type { Head } from '#domain/release/head.ts';
import { laterInstant, plusSeconds } from '#domain/release/instant.ts';
import { nextTimeOf } from '#domain/release/next-time.ts';
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
  await deps.due.putDue(lookAt(head, wake));
  await putTimeDue(deps, head);
  return deps.releases.putHead(head, head.rev - 1);
}

/**
 * The due item of the time that a release waits for. Effects put it again: whoever was paused before LATEST may have
 * had its item sent and found nothing to do.
 */
export async function putTimeDue(deps: Pick<IngestDeps, 'due'>, head: Head): Promise<void> {
  const next = nextTimeOf(head);
  if (next !== undefined) await deps.due.putDue(timeDue(head, next.at));
}

function lookAt(head: Head, wake: Wake): Due {
  const received = new Date(wake.firstReceivedMs).toISOString();
  return {
    dueAt: plusSeconds(laterInstant(head.updatedAt, received), LOOK_AFTER_SECONDS),
    kind: 'look',
    id: head.releaseId,
    n: String(head.rev),
    queue: 'uploads',
    prompt: { prompt: 'release', releaseId: head.releaseId, why: 'look', look: 1 },
  };
}

/** The due item of a time at which something comes of a release. */
export function timeDue({ releaseId, version }: Head, at: string): Due {
  return {
    dueAt: new Date(at).toISOString(),
    kind: 'time',
    id: releaseId,
    n: String(version),
    queue: 'uploads',
    prompt: { prompt: 'release', releaseId, why: 'time' },
  };
}
