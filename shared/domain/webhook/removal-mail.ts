import type { Head } from '../release/head.ts';
import { pageKey, urlOf } from '../site/paths.ts';
import type { Holder } from './holder.ts';

/** An endpoint that could not be told, by the host of its URL, and why not. */
export type Unreached = {
  endpointId: string;
  host: string;
  how: { removedAt: string } | 'disabled' | 'given-up';
};

/** The mail that stands for a webhook of `withdrawn` or `killed`. It repeats nothing of the text that must go. */
export function removalMail(options: {
  latest: Head;
  holder: Pick<Holder, 'pickup'>;
  endpoint: Unreached;
  /** Without a slash at its end. */
  siteUrl: string;
}): { subject: string; text: string } {
  const { latest, holder, endpoint, siteUrl } = options;
  const isKill = latest.state === 'killed';
  const paragraphs = [
    isKill
      ? 'A release that you received must not be used any more. Take it down at once, with every copy of it.'
      : 'A release that you received was withdrawn by its publisher. Please take it down.',
    `It is ${latest.uri}${placeOf(latest, siteUrl)}.`,
    ...(holder.pickup === undefined ? [] : [`You published it at ${holder.pickup.url}.`]),
    ...(latest.note === undefined ? [] : [`The reason: ${latest.note}`]),
    `No webhook could tell you: your endpoint ${endpoint.endpointId} at ${endpoint.host} ${fateOf(endpoint)}.`,
  ];
  return {
    subject: isKill ? `Take down ${latest.uri}` : `Withdrawn: ${latest.uri}`,
    text: [...paragraphs, ''].join('\n\n'),
  };
}

/** The address holds words of the headline: of what was never public, an advance copy, it is not told. */
function placeOf(latest: Head, siteUrl: string): string {
  return latest.firstPublicAt === undefined ? '' : `, which was at ${urlOf(siteUrl, pageKey(latest))}`;
}

function fateOf({ how }: Unreached): string {
  if (how === 'disabled') return 'is disabled';
  if (how === 'given-up') return 'did not take it';
  return `was removed on ${how.removedAt.slice(0, 10)}`;
}
