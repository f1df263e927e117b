import type { Endpoint, Wishes } from '../partner/endpoint.ts';
import type { Head } from '../release/head.ts';
import type { Holder } from './holder.ts';
import { matches } from './matches.ts';
import { wishesAt } from './wishes-at.ts';

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
export function holdingOf(latest: Head, holder: Holder | undefined, endpoint: Endpoint): Holding | undefined {
  const { uri, version } = latest;
  const { wishes } = wishesAt(endpoint, latest.updatedAt);
  const told = holder?.told === undefined ? {} : { toldVersion: holder.told.version };
  const isLive = latest.state === 'published' || latest.state === 'expired';
  const had = holder?.told !== undefined || holder?.trying !== undefined;
  if (isLive && matches(latest, wishes.filter)) {
    const wanted =
      latest.state === 'published' && (wishes.events ?? ['release.published']).includes('release.published');
    const newest = Math.max(newestFor(latest, wishes), told.toldVersion ?? 0);
    return wanted || had ? { uri, version: newest, state: 'published', ...told } : undefined;
  }
  if (!had) return undefined;
  return { uri, version, state: latest.state === 'killed' ? 'killed' : 'withdrawn', ...told };
}

/** The newest version that is told: an expiry is told to nobody, a minor change to whoever asked for it. */
function newestFor({ chain, version }: Head, { minor }: Wishes): number {
  return chain.findLast(({ kind }) => kind !== 'expiry' && (minor || kind !== 'minor'))?.version ?? version;
}
