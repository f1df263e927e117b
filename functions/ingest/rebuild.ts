import type { FeedPrompt, UploadPrompt } from '#domain/prompt/prompt.ts';
import { renumbered } from '#domain/release/renumbered.ts';
import { untilWritten } from '#platform/until-written.ts';
import type { HolderStore } from '#ports/holder-store.ts';
import type { ObjectStore } from '#ports/object-store.ts';
import type { Prompts } from '#ports/prompts.ts';
import { makeAgenda, type Agenda } from './agenda.ts';
import { carryOutEffects } from './carry-out-effects.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { ingestPrompt } from './ingest-prompt.ts';
import { dropAsOf, readLog } from './read-log.ts';

export type RebuildDeps = Omit<IngestDeps, 'receipts' | 'edge' | 'noteDwell'> & {
  holders: Pick<HolderStore, 'listHolders'>;
  /** The drop bucket as a store of objects: what convert left of containers. */
  receipts: Pick<ObjectStore, 'get'>;
};

export type Rebuilt = { logged: number; releases: number; builds: number };

/**
 * Makes the table and the public bucket again from the drop bucket alone (SEMANTICS, Rebuild): every upload, deletion
 * and command is folded at its own time, and what came due between them at its time, by the use cases of every day
 * on a clock that is told. Partners hear nothing; authors have their receipts. Feeds and index pages are left to their
 * builders, who are prompted once, at the end. It may be done again. The table holds the newsrooms, and holders where
 * there were any; ingest must be at rest.
 */
export async function rebuild(deps: RebuildDeps): Promise<Rebuilt> {
  const again = tellAgain(deps);
  const log = await readLog(deps.drop);
  for (const { key, at } of log) {
    await again.upTo(Date.parse(at));
    await again.take({ prompt: 'key', key });
  }
  await again.upTo(deps.clock.now());
  for (const releaseId of again.releases) await keepAboveHolders(deps, again.ingest, releaseId);
  for (const due of again.agenda.left()) await deps.due.putDue(due);
  // Nobody is told: subscribers of the hub neither.
  const builds = [...again.builds.values()].map((prompt) =>
    prompt.prompt === 'feed' ? { ...prompt, quiet: true } : prompt,
  );
  await deps.prompts.send('feeds', builds);
  return { logged: log.length, releases: again.releases.size, builds: builds.length };
}

type Again = {
  ingest: IngestDeps;
  agenda: Agenda;
  releases: Set<string>;
  builds: Map<string, FeedPrompt>;
  /** Lets everything come that is due by then, then sets the clock. */
  upTo: (ms: number) => Promise<void>;
  take: (prompt: UploadPrompt) => Promise<void>;
};

/** Ingest on a clock that stands where the log is; what it prompts is done here, kept for the end, or left. */
function tellAgain(deps: RebuildDeps): Again {
  let nowMs = 0;
  const agenda = makeAgenda();
  const heard: UploadPrompt[] = [];
  const releases = new Set<string>();
  const builds = new Map<string, FeedPrompt>();
  const ingest: IngestDeps = {
    ...deps,
    clock: { now: () => nowMs },
    // What was killed left the cache when it was.
    edge: { invalidate: async () => {} },
    drop: dropAsOf(deps.drop, () => nowMs),
    due: agenda,
    receipts: {
      ...SILENT,
      get: async (key) => (key.startsWith('converted/') ? deps.receipts.get(key) : undefined),
    },
    prompts: makeEar({ heard, releases, builds }),
    countRepair: () => {},
    // The clock is the log's, and nobody waits.
    noteDwell: () => {},
  };
  const take = async (prompt: UploadPrompt): Promise<void> => {
    heard.push(prompt);
    for (let next = heard.shift(); next !== undefined; next = heard.shift()) {
      await ingestPrompt(ingest, next, { firstReceivedMs: nowMs });
    }
  };
  const upTo = async (ms: number): Promise<void> => {
    for (let due = agenda.takeNext(ms); due !== undefined; due = agenda.takeNext(ms)) {
      nowMs = Math.max(nowMs, Date.parse(due.dueAt));
      if (due.queue === 'uploads') await take(due.prompt);
    }
    nowMs = Math.max(nowMs, ms);
  };
  return { ingest, agenda, releases, builds, upTo, take };
}

/** Takes what ingest prompts: an upload's at once, feeds for the end, announcements only for the releases' names. */
function makeEar(ear: {
  heard: UploadPrompt[];
  releases: Set<string>;
  builds: Map<string, FeedPrompt>;
}): Prompts {
  const prompts: Prompts = {
    async send(queue, sent, { delaySeconds = 0 } = {}) {
      for (const prompt of sent) {
        if (prompt.prompt === 'announce') ear.releases.add(prompt.releaseId);
        if (prompt.prompt === 'feed') ear.builds.set(`feed:${prompt.feedId}`, prompt);
        if (prompt.prompt === 'index') ear.builds.set(`index:${prompt.newsroom}`, prompt);
        // What is delayed is on the agenda too.
        const isNow = queue === 'uploads' && delaySeconds === 0;
        if (isNow && (prompt.prompt === 'key' || prompt.prompt === 'pictures' || prompt.prompt === 'release'))
          ear.heard.push(prompt);
      }
    },
  };
  return prompts;
}

/** Receipts are answers to authors, who have had them. */
const SILENT: ObjectStore = {
  head: async () => undefined,
  get: async () => undefined,
  put: async () => ({ written: 'written' }),
  remove: async () => {},
  list: async () => [],
};

/** Version numbers stay at or above those that partners were told. */
async function keepAboveHolders(deps: RebuildDeps, ingest: IngestDeps, releaseId: string): Promise<void> {
  const holders = await deps.holders.listHolders(releaseId);
  const told = holders.flatMap((holder) => [holder.told?.version ?? 0, holder.trying?.version ?? 0]);
  const atLeast = Math.max(0, ...told);
  const raised = await untilWritten(releaseId, async () => {
    const head = await deps.releases.getHead(releaseId);
    const newest = head && (await deps.releases.getVersion(releaseId, head.version));
    const next = head && newest && renumbered(head, newest, atLeast);
    if (next === undefined) return 'high-enough';
    await deps.releases.putVersion(next.version);
    const written = await deps.releases.putHead(next.head, next.head.rev - 1);
    return written === 'written' ? 'raised' : undefined;
  });
  if (raised === 'raised') await carryOutEffects(ingest, releaseId, { firstReceivedMs: ingest.clock.now() });
}
