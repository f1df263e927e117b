import type { Head } from '../release/head.ts';
import { pageKey, urlOf } from '../site/paths.ts';
import type { FormerEndpoint } from '../partner/former-endpoint.ts';
import type { Holder } from './holder.ts';

/** The mail that stands for a webhook of `withdrawn` or `killed`. It repeats nothing of the text that must go. */
export function removalMail(options: {
  latest: Head;
  holder: Pick<Holder, 'pickup'>;
  former: Pick<FormerEndpoint, 'endpointId' | 'host' | 'removedAt'>;
  /** Without a slash at its end. */
  siteUrl: string;
}): { subject: string; text: string } {
  const { latest, holder, former, siteUrl } = options;
  const isKill = latest.state === 'killed';
  const paragraphs = [
    isKill
      ? 'A release that you received must not be used any more. Take it down at once, with every copy of it.'
      : 'A release that you received was withdrawn by its publisher. Please take it down.',
    `It is ${latest.uri}, which was at ${urlOf(siteUrl, pageKey(latest))}.`,
    ...(holder.pickup === undefined ? [] : [`You published it at ${holder.pickup.url}.`]),
    ...(latest.note === undefined ? [] : [`The reason: ${latest.note}`]),
    `No webhook could tell you: your endpoint ${former.endpointId} at ${former.host} was removed on ${former.removedAt.slice(0, 10)}.`,
  ];
  return {
    subject: isKill ? `Take down ${latest.uri}` : `Withdrawn: ${latest.uri}`,
    text: [...paragraphs, ''].join('\n\n'),
  };
}
