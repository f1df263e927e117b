import { newsroomWithoutConfig } from '#domain/release/newsroom-without-config.ts';
import { thinBody } from '#domain/webhook/body.ts';
import { carriesContent, contentTypeOf, documentBody } from '#domain/webhook/document.ts';
import { isSameMark } from '#domain/webhook/holder.ts';
import { webhookIdOf } from '#domain/webhook/ids.ts';
import { wishesAt } from '#domain/webhook/wishes-at.ts';
import { readNote } from '#platform/read-note.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { webhookFor, type Webhook } from './send-signed.ts';
import type { Situation } from './situation.ts';

/**
 * The webhook that tells what is to be told, in the format that the endpoint had asked for by then. Made before
 * `trying` is written: what we cannot read or derive is our own fault, and no attempt.
 */
export async function releaseWebhook(deps: DeliverDeps, situation: Situation): Promise<Webhook> {
  const { endpoint, holder, latest, telling, replay } = situation;
  const id = webhookIdOf(latest.releaseId, telling, endpoint.endpointId);
  const isFirst = replay !== undefined && !isSameMark(holder?.told, telling);
  const wished = isFirst ? undefined : wishesAt(endpoint, latest.updatedAt).wishes.format;
  const format = wished ?? endpoint.format;
  const body = await bodyOf(deps, situation, { id, format });
  return webhookFor(deps, endpoint, {
    id,
    body,
    headers: {
      'content-type': contentTypeOf(format),
      'webhook-event-type': telling.event,
      ...(replay === undefined ? {} : { 'webhook-replay': 'true' }),
      'presswire-uri': latest.uri,
      'presswire-version': String(telling.version),
    },
  });
}

async function bodyOf(
  deps: DeliverDeps,
  { latest, telling }: Situation,
  { id, format }: { id: string; format: Situation['endpoint']['format'] },
): Promise<string> {
  const { releases, siteUrl } = deps;
  const { event, noteVersion, previousVersion } = telling;
  const note = await readNote(releases, latest, noteVersion);
  const noted = note === undefined ? {} : { note };
  if (format === 'thin') {
    const previous = previousVersion === undefined ? {} : { previousVersion };
    return thinBody({ id, event, latest, siteUrl, ...previous, ...noted });
  }
  const content = carriesContent(event)
    ? (await releases.getVersion(latest.releaseId, latest.contentVersion))?.content
    : undefined;
  const newsroom = (await deps.newsrooms.getNewsroom(latest.newsroom)) ?? newsroomWithoutConfig(latest);
  return documentBody(format, { event, latest, content, newsroom, siteUrl, ...noted });
}
