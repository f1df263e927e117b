import type { World } from '../world/world.ts';
import type { Release, Truth } from './truth.ts';

/** What LATEST and its chain say by themselves. */
export function checkReleases(world: World, { releases }: Truth): void {
  for (const release of releases) {
    checkChain(world, release);
    checkTimes(world, release);
  }
}

/** An older version never replaces a newer one, and no upload is folded twice. */
function checkChain({ violations }: World, { head, chain, hole }: Release): void {
  const { releaseId } = head;
  if (hole) violations.add('a hole in the chain', releaseId);
  const folded = new Set<string>();
  let killed = false;
  for (const { origin, state, version } of chain) {
    if (killed) violations.add('a killed release has a later version', `${releaseId} v${version}`);
    killed = state === 'killed';
    if (origin.by !== 'upload') continue;
    const source = `${origin.key} ${origin.versionId}`;
    if (folded.has(source)) violations.add('an upload was folded twice', `${releaseId} ${source}`);
    folded.add(source);
  }
  for (const [index, { at, version }] of head.chain.entries()) {
    const before = head.chain[index - 1]?.at;
    if (before !== undefined && Date.parse(at) <= Date.parse(before)) {
      violations.add('a version is not newer than the one before', `${releaseId} v${version}`);
    }
  }
}

/** A time that has come has had its effect. */
function checkTimes({ violations, timeline }: World, { head }: Release): void {
  const isPast = (time: string | undefined): boolean =>
    time !== undefined && Date.parse(time) < timeline.now() - 300_000;
  const waits = head.state === 'scheduled' || head.state === 'embargoed';
  if (waits && isPast(head.publishAt ?? head.embargoedUntil)) {
    violations.add('a lift never happened', `${head.releaseId} ${head.publishAt ?? head.embargoedUntil}`);
  }
  if (head.state === 'published' && isPast(head.expires))
    violations.add('an expiry never happened', head.releaseId);
}
