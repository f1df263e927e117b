import { isSameMark, type Holder } from '#domain/webhook/holder.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import type { Situation } from './situation.ts';

/** Longer than a request may take: a second prompt for the same webhook waits for this long, and a lease is held. */
export const REQUEST_MS = 30_000;

/** A holder that says what is being tried. */
export type Trying = Holder & { trying: NonNullable<Holder['trying']> };

/** Writes what is going to be tried, before the request. Undefined when somebody else wrote first. */
export async function beginTrying(
  deps: Pick<DeliverDeps, 'clock' | 'holders'>,
  { holder, endpoint, latest, telling, attempted = 0 }: Situation,
): Promise<Trying | undefined> {
  const rev = holder?.rev ?? 0;
  const { next: _, ...stood } = holder ?? { releaseId: latest.releaseId, endpointId: endpoint.endpointId };
  const before = Math.max(
    attempted,
    isSameMark(holder?.failed, telling) ? (holder?.failed?.attempts ?? 0) : 0,
    // A request that nobody recorded has its number, and its worker may still wake.
    isSameMark(holder?.trying, telling) ? (holder?.trying?.attempt ?? 0) : 0,
  );
  const trying: Trying = {
    ...stood,
    rev: rev + 1,
    trying: {
      version: telling.version,
      event: telling.event,
      attempt: before + 1,
      until: new Date(deps.clock.now() + REQUEST_MS).toISOString(),
    },
  };
  return (await deps.holders.putHolder(trying, rev)) === 'written' ? trying : undefined;
}

/** Restores what stood before nothing was sent. Refused, somebody else's word stands already. */
export async function takeBack(
  deps: Pick<DeliverDeps, 'holders'>,
  before: Holder | undefined,
  trying: Trying,
): Promise<void> {
  if (before === undefined) await deps.holders.removeHolder(trying);
  else await deps.holders.putHolder({ ...before, rev: trying.rev + 1 }, trying.rev);
}
