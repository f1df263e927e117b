import type { Endpoint, Wishes } from '#domain/partner/endpoint.ts';
import type { Head } from '#domain/release/head.ts';
import type { World } from '../world/world.ts';
import { PARTNER_ENDPOINTS } from '../world/endpoints.ts';
import type { Held } from './partner-sites.ts';
import type { Release, Truth } from './truth.ts';

/** Every partner holds what it should, and nothing else (I3, I6). */
export async function checkPartners(world: World, { releases }: Truth): Promise<void> {
  for (const { endpointId } of PARTNER_ENDPOINTS) {
    const endpoint = await world.stores.partners.getEndpoint(endpointId);
    if (endpoint === undefined) continue;
    if (endpoint.state !== 'active') {
      world.violations.add('an endpoint was left disabled', endpointId);
      continue;
    }
    for (const release of releases) await checkHolding(world, endpoint, release);
  }
}

async function checkHolding(world: World, endpoint: Endpoint, release: Release): Promise<void> {
  const { violations } = world;
  const { head } = release;
  const holder = await world.stores.holders.getHolder(head.releaseId, endpoint.endpointId);
  const where = `${endpoint.endpointId} ${head.releaseId} v${head.version} ${head.state}, ${JSON.stringify(holder)}`;
  if (holder?.trying !== undefined) violations.add('something is still being tried', where);
  const held = world.sites.held(endpoint.endpointId, head.uri);
  const fault = faultOf(release, held, endpoint);
  if (fault !== undefined) violations.add(fault, `${where}, holds ${JSON.stringify(held)}`);
}

function faultOf(release: Release, held: Held | undefined, endpoint: Endpoint): string | undefined {
  const { head } = release;
  const wishes = wishesFor(endpoint, head);
  // What is older than an endpoint it is not told of itself.
  const wants = isWanted(head, wishes) && (held !== undefined || isNewsFor(endpoint, head));
  switch (head.state) {
    case 'scheduled':
      return undefined;
    case 'embargoed':
      if (!wants || endpoint.embargo === 'hold') return keeps(held, 'a partner keeps what is under embargo');
      return takes(wishes, 'release.embargoed') && held?.state !== 'advance'
        ? 'an advance copy is missing'
        : undefined;
    case 'killed':
      return held === undefined || held.state === 'killed' ? undefined : 'a partner was not told of a kill';
    case 'withdrawn':
      return keeps(held, 'a partner keeps a withdrawn release');
    case 'expired':
      return wants ? undefined : keeps(held, 'a partner keeps what it no longer wants');
    case 'published':
      if (!wants) return keeps(held, 'a partner keeps what it no longer wants');
      return faultOfLive(release, held, wishes);
  }
}

function faultOfLive({ head, chain }: Release, held: Held | undefined, wishes: Wishes): string | undefined {
  if (!takes(wishes, 'release.published')) return undefined;
  if (held?.state !== 'live') return 'a partner lacks a live release';
  // An expiry is told to nobody.
  const missed = chain.filter(({ version, kind }) => version > held.version && kind !== 'expiry');
  if (!takes(wishes, 'release.updated')) return undefined;
  if (missed.some(({ kind }) => kind === 'correction')) return 'a correction was swallowed';
  if (missed.some(({ kind }) => kind !== 'minor' || wishes.minor))
    return `a partner holds an old version of ${head.state}`;
  return undefined;
}

function keeps(held: Held | undefined, fault: string): string | undefined {
  return held?.state === 'live' || held?.state === 'advance' ? fault : undefined;
}

function takes({ events }: Wishes, event: NonNullable<Wishes['events']>[number]): boolean {
  return events === undefined || events.includes(event);
}

function isNewsFor({ createdAt }: Endpoint, { updatedAt }: Head): boolean {
  return Math.floor(Date.parse(createdAt) / 1000) * 1000 <= Date.parse(updatedAt);
}

/** A change of wishes acts from a release's next version on. */
function wishesFor(endpoint: Endpoint, head: Head): Wishes {
  const isBefore = (since: string | undefined): boolean =>
    Math.floor(Date.parse(since ?? endpoint.createdAt) / 1000) * 1000 <= Date.parse(head.updatedAt);
  if (isBefore(endpoint.wishesSince)) return endpoint;
  return endpoint.earlierWishes?.find(({ since }) => isBefore(since)) ?? endpoint;
}

function isWanted({ categories }: Head, { filter }: Wishes): boolean {
  const wanted = filter?.categories ?? [];
  return wanted.length === 0 || categories.some((category) => wanted.includes(category));
}
