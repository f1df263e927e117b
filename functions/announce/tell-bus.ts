import { thinBody } from '#domain/webhook/body.ts';
import type { Head } from '#domain/release/head.ts';
import { BUS_ID, busEndpoint } from '#domain/webhook/bus.ts';
import { webhookIdOf } from '#domain/webhook/ids.ts';
import { readNote } from '#platform/read-note.ts';
import { readTelling } from '#platform/read-telling.ts';
import { untilWritten } from '#platform/until-written.ts';
import type { AnnounceDeps } from './announce-deps.ts';

/**
 * Tells the operator's own functions what became of a release (docs/adr/0033). `told` is written after the event, so
 * that a crash between them tells it again, under the same id. `seen` is LATEST as it was just read; whoever is overtaken
 * reads it again.
 */
export async function tellBus(
  deps: Pick<AnnounceDeps, 'bus' | 'clock' | 'holders' | 'releases' | 'siteUrl'>,
  seen: Head,
): Promise<void> {
  const { releaseId } = seen;
  let latest: Head | undefined = seen;
  await untilWritten('the holder of the bus', async () => {
    const holder = await deps.holders.getHolder(releaseId, BUS_ID);
    latest ??= await deps.releases.getHead(releaseId);
    if (latest === undefined) return 'done';
    const endpoint = busEndpoint(deps.clock.now());
    const telling = await readTelling(deps.releases, { latest, holder, endpoint });
    if (telling.kind === 'nothing') return 'done';
    const { event, version, previousVersion } = telling;
    const note = await readNote(deps.releases, latest, telling.noteVersion);
    const detail = thinBody({
      id: webhookIdOf(releaseId, telling, BUS_ID),
      event,
      latest,
      siteUrl: deps.siteUrl,
      ...(previousVersion === undefined ? {} : { previousVersion }),
      ...(note === undefined ? {} : { note }),
    });
    await deps.bus.put({ type: event, at: latest.updatedAt, uri: latest.uri, detail });
    const rev = holder?.rev ?? 0;
    const told = { releaseId, endpointId: BUS_ID, rev: rev + 1, told: { version, event } };
    if ((await deps.holders.putHolder(told, rev)) === 'written') return 'done';
    latest = undefined;
    return undefined;
  });
}
