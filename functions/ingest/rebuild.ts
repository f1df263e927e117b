import { parseDropKey } from '#domain/formats/key.ts';
import type { VersionMark } from '#domain/release/head.ts';
import { importPlaceOf } from '#domain/release/imported.ts';
import { renumbered } from '#domain/release/renumbered.ts';
import { movedFeedsPlaceOf } from '#domain/site/moved-feeds.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import { untilWritten } from '#platform/until-written.ts';
import type { HolderStore } from '#ports/holder-store.ts';
import type { ReleaseIndex } from '#ports/release-index.ts';
import { carryOutEffects } from './carry-out-effects.ts';
import { publishMovedFeeds } from './fold-moved-feeds.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { publishEachVersion } from './publish-documents.ts';
import { readLog, type Logged } from './read-log.ts';
import { tellAgain, type TellAgainDeps } from './tell-again.ts';

export type RebuildDeps = TellAgainDeps & {
  holders: Pick<HolderStore, 'listHolders'>;
  index: ReleaseIndex;
};

export type Rebuilt =
  /** What of a release or a key stands in the table already; nothing was written. */
  | { kind: 'not-empty'; found: string }
  | {
      kind: 'rebuilt';
      logged: number;
      releases: number;
      builds: number;
      /** Keys that were refused since their newsroom is not in the table. */
      withoutNewsroom: string[];
    };

/** What a clock may be ahead by; what comes due in the last minutes is left to ingest and its two clocks. */
const SETTLE_MS = 300_000;
const READS_AT_ONCE = 32;
const INDEX_PAGE = 500;

/**
 * Makes the table and the public bucket again from the drop bucket alone (SEMANTICS, Rebuild): every upload, deletion
 * and command is folded at its own time, and what came due between them at its time, by the use cases of every day
 * on a clock that is told. Of all this nothing is shown before the end, when each release's effects are carried out once
 * from what it came to: what was taken back meanwhile is never public again (DESIGN §3). Partners hear nothing; authors
 * have their receipts. Feeds and index pages are left to their builders, who are prompted once. The table holds the
 * newsrooms with their rules, and holders where there were any, and nothing of what is made; ingest must be at rest.
 */
export async function rebuild(deps: RebuildDeps): Promise<Rebuilt> {
  const log = await readLog(deps.drop);
  const found = await standing(deps, log);
  if (found !== undefined) return { kind: 'not-empty', found };
  const again = tellAgain(deps);
  for (const { key, at } of log) {
    await again.upTo(Date.parse(at));
    await again.take({ prompt: 'key', key });
  }
  await again.upTo(deps.clock.now() - SETTLE_MS);
  const shown = { ...again.ingest, site: deps.site };
  for (const releaseId of again.releases) await show(deps, shown, releaseId, again.fallenMarks(releaseId));
  for (const { key } of log) if (movedFeedsPlaceOf(key) !== undefined) await publishMovedFeeds(shown, key);
  for (const due of again.agenda.left()) await deps.due.putDue(due);
  // Nobody is told: subscribers of the hub neither.
  const builds = [...again.builds.values()].map((prompt) =>
    prompt.prompt === 'feed' ? { ...prompt, quiet: true } : prompt,
  );
  await deps.prompts.send('feeds', builds);
  const withoutNewsroom = await keysWithoutNewsroom(deps, log);
  const { length: logged } = log;
  return { kind: 'rebuilt', logged, releases: again.releases.size, builds: builds.length, withoutNewsroom };
}

/**
 * A run that was cut off knew of times, deletions and builds that were still to come: over what it left, a second run
 * would take keys for done, and never come to them.
 */
async function standing(
  { index, sources }: RebuildDeps,
  log: readonly Logged[],
): Promise<string | undefined> {
  let found: string | undefined;
  await forEachBounded([...new Set(log.map(({ key }) => key))], READS_AT_ONCE, async (key) => {
    if (found === undefined && (await sources.getSource(key)) !== undefined) found = key;
  });
  if (found !== undefined) return found;
  for (let after: string | undefined; ;) {
    const page = await index.listReleases({ limit: INDEX_PAGE, ...(after === undefined ? {} : { after }) });
    const [releaseId] = page.releaseIds;
    if (releaseId !== undefined) return releaseId;
    after = page.next;
    if (after === undefined) return undefined;
  }
}

/** Makes the public bucket follow a release's last LATEST, with the JSON of every version that readers could see. */
async function show(
  deps: RebuildDeps,
  shown: IngestDeps,
  releaseId: string,
  fallen: readonly VersionMark[],
): Promise<void> {
  await keepAboveHolders(deps, releaseId);
  await carryOutEffects(shown, releaseId, { firstReceivedMs: shown.clock.now() });
  const head = await deps.releases.getHead(releaseId);
  if (head === undefined || head.firstPublicAt === undefined || head.state === 'killed') return;
  await publishEachVersion(shown, { ...head, chain: [...fallen, ...head.chain] });
}

/** Version numbers stay at or above those that partners were told. */
async function keepAboveHolders({ holders, releases }: RebuildDeps, releaseId: string): Promise<void> {
  const held = await holders.listHolders(releaseId);
  const told = held.flatMap((holder) => [holder.told?.version ?? 0, holder.trying?.version ?? 0]);
  const atLeast = Math.max(0, ...told);
  await untilWritten(releaseId, async () => {
    const head = await releases.getHead(releaseId);
    const newest = head && (await releases.getVersion(releaseId, head.version));
    const next = head && newest && renumbered(head, newest, atLeast);
    if (next === undefined) return 'high-enough';
    await releases.putVersion(next.version);
    const written = await releases.putHead(next.head, next.head.rev - 1);
    return written === 'written' ? 'raised' : undefined;
  });
}

async function keysWithoutNewsroom({ newsrooms }: RebuildDeps, log: readonly Logged[]): Promise<string[]> {
  const known = new Map<string, boolean>();
  const without = new Set<string>();
  for (const { key } of log) {
    const newsroom = newsroomOf(key);
    if (newsroom === undefined) continue;
    const isKnown = known.get(newsroom) ?? (await newsrooms.getNewsroom(newsroom)) !== undefined;
    known.set(newsroom, isKnown);
    if (!isKnown) without.add(key);
  }
  return [...without];
}

function newsroomOf(key: string): string | undefined {
  const place = parseDropKey(key);
  if (place.kind === 'incoming') return place.newsroom;
  return (importPlaceOf(key) ?? movedFeedsPlaceOf(key))?.newsroom;
}
