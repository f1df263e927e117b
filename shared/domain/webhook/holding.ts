import type { Endpoint } from '../partner/endpoint.ts';
import type { Head } from '../release/head.ts';
import type { Holder } from './holder.ts';
import { matches } from './matches.ts';

/**
 * What an endpoint should hold of a release now: `state` is `published` for what it should show in this version,
 * otherwise why it must not show it any more. `toldVersion` is what it has acknowledged.
 */
export type Holding = {
  uri: string;
  version: number;
  state: 'published' | 'withdrawn' | 'killed';
  toldVersion?: number;
};

/** Undefined for a release that the endpoint has never had and need not have. */
export function holdingOf(
  latest: Head,
  holder: Holder | undefined,
  { filter, events }: Pick<Endpoint, 'filter' | 'events'>,
): Holding | undefined {
  const { uri, version } = latest;
  const told = holder?.told === undefined ? {} : { toldVersion: holder.told.version };
  const isLive = latest.state === 'published' || latest.state === 'expired';
  const had = holder?.told !== undefined || holder?.trying !== undefined;
  if (isLive && matches(latest, filter)) {
    const wanted =
      latest.state === 'published' && (events ?? ['release.published']).includes('release.published');
    return wanted || had ? { uri, version, state: 'published', ...told } : undefined;
  }
  if (!had) return undefined;
  return { uri, version, state: latest.state === 'killed' ? 'killed' : 'withdrawn', ...told };
}
