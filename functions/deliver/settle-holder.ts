import { isSameMark, type Holder } from '#domain/webhook/holder.ts';
import { untilWritten } from '#platform/until-written.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import type { Trying } from './trying.ts';

/** Changes HOLDER on `rev`, read again after a refusal; `isMine` while it still says what this request tried. */
export async function settleHolder(
  deps: Pick<DeliverDeps, 'holders'>,
  trying: Trying,
  change: (holder: Holder, isMine: boolean) => Holder | undefined,
): Promise<void> {
  let holder: Holder | undefined = trying;
  await untilWritten('a holder', async () => {
    holder ??= (await deps.holders.getHolder(trying.releaseId, trying.endpointId)) ?? {
      releaseId: trying.releaseId,
      endpointId: trying.endpointId,
      rev: 0,
    };
    const isMine =
      isSameMark(holder.trying, trying.trying) && holder.trying?.attempt === trying.trying.attempt;
    const changed = change(holder, isMine);
    if (changed === undefined) return true;
    const written = await deps.holders.putHolder({ ...changed, rev: holder.rev + 1 }, holder.rev);
    holder = undefined;
    return written === 'written' ? true : undefined;
  });
}
