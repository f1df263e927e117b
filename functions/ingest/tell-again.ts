import type { FeedPrompt, UploadPrompt } from '#domain/prompt/prompt.ts';
import type { VersionMark } from '#domain/release/head.ts';
import type { ObjectStore } from '#ports/object-store.ts';
import type { Prompts } from '#ports/prompts.ts';
import type { ReleaseStore } from '#ports/release-store.ts';
import { makeAgenda, type Agenda } from './agenda.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { ingestPrompt } from './ingest-prompt.ts';
import { dropAsOf } from './read-log.ts';

export type TellAgainDeps = Omit<IngestDeps, 'receipts' | 'edge' | 'noteDwell'> & {
  /** The drop bucket as a store of objects: what convert left of containers. */
  receipts: Pick<ObjectStore, 'get'>;
};

export type Again = {
  ingest: IngestDeps;
  agenda: Agenda;
  releases: Set<string>;
  builds: Map<string, FeedPrompt>;
  /** The versions of a release that its LATEST no longer names, oldest first. */
  fallenMarks: (releaseId: string) => readonly VersionMark[];
  /** Lets everything come that is due by then, then sets the clock. */
  upTo: (ms: number) => Promise<void>;
  take: (prompt: UploadPrompt) => Promise<void>;
};

/**
 * Ingest on a clock that stands where the log is; what it prompts is done here, kept for the end, or left. The table is
 * real; nothing that readers could see is written.
 */
export function tellAgain(deps: TellAgainDeps): Again {
  let nowMs = 0;
  const agenda = makeAgenda();
  const heard: UploadPrompt[] = [];
  const releases = new Set<string>();
  const builds = new Map<string, FeedPrompt>();
  const { releases: kept, fallenMarks } = keepMarks(deps.releases);
  const ingest: IngestDeps = {
    ...deps,
    releases: kept,
    site: CLOSED,
    clock: { now: () => nowMs },
    // What was killed left the cache when it was, and does not come into it again.
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
  return { ingest, agenda, releases, builds, fallenMarks, upTo, take };
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

/**
 * A public bucket in which everything stands already and that takes nothing: what a release was once may be what nobody
 * may see now.
 */
const CLOSED: ObjectStore = {
  ...SILENT,
  head: async () => ({ etag: 'closed', size: 0, metadata: {}, lastModified: '' }),
};

/** LATEST names its last versions only; the marks of the others, which have documents too, are kept for the end. */
function keepMarks(releases: ReleaseStore): { releases: ReleaseStore } & Pick<Again, 'fallenMarks'> {
  const first = new Map<string, VersionMark>();
  const fallen = new Map<string, VersionMark[]>();
  return {
    fallenMarks: (releaseId) => fallen.get(releaseId) ?? [],
    releases: {
      ...releases,
      async putHead(head, expectedRev) {
        const written = await releases.putHead(head, expectedRev);
        const [oldest] = head.chain;
        if (written === 'refused' || oldest === undefined) return written;
        const before = first.get(head.releaseId);
        first.set(head.releaseId, oldest);
        if (before !== undefined && before.version !== oldest.version) {
          fallen.set(head.releaseId, [...(fallen.get(head.releaseId) ?? []), before]);
        }
        return written;
      },
    },
  };
}
