import type { FeedPointer, FeedState } from '#domain/feed/feed-entry.ts';
import { laterInstant } from '#domain/release/instant.ts';
import { isOnItsWay } from '#domain/release/on-its-way.ts';
import type { StoredDocument } from '#domain/site/stored-document.ts';
import { TransientError } from '#platform/errors.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import type { PublishDeps } from './publish-deps.ts';
import { distributeChanges, type Tell, type TopicDocument } from './distribute-changes.ts';
import { recallDocuments, type Recalled } from './recall-documents.ts';

/** How often a refused write is followed by another build before the message is given back. */
const MOST_ROUNDS = 6;

/** A message sent this long before `builtThrough` was surely seen by the build that wrote it. */
const SURELY_SEEN_MS = 1_000;

/** At once: where an archive is made anew there are a thousand in a build. */
const REMOVALS = 8;

/**
 * What one batch asks of one named thing: SQS's clock, epoch milliseconds, the greatest of the batch. `repeated` where a
 * builder may have written documents and died before STATE.
 */
export type Asked = {
  sentAtMs: number;
  firstReceivedAtMs: number;
  look: boolean;
  /** Nothing but looks asks: what they find changed was lost. */
  repairs?: boolean;
  repeated?: boolean;
  tell: Tell;
};

/** What a target makes of the truth: its documents, or undefined to leave what stands. */
export type Build = {
  documents: StoredDocument[];
  updatedAt?: string | undefined;
  archive?: FeedState['archive'] | undefined;
  closed?: boolean;
  listed?: string | undefined;
  /** What it shows as news (`newsOf`), where anybody can subscribe to it. */
  news?: string;
  /** Keys of documents that time alone changes: a look that finds one old has repaired nothing. */
  timed?: readonly string[];
  stale: FeedPointer[];
};

/** What was shown before. `updatedAt` is the greatest that STATE or the documents themselves tell. */
export type Shown = Pick<FeedState, 'archive' | 'closed' | 'listed' | 'updatedAt'>;

/** A named thing: where its memory is, which documents it has, how they are built once it is known what they showed. */
export type Target = {
  stateId: string;
  keys: readonly string[];
  /** Which of them are WebSub topics. */
  topics?: readonly TopicDocument[];
  build: (shown: Shown) => Promise<Build | undefined>;
};

export type Outcome = { result: 'built' | 'already-built' | 'gate-failed'; written: number };

/**
 * Makes the documents of one thing follow the truth, in the order of SEMANTICS "publish". A refused write, of a
 * document or of STATE, is followed by another build that takes ETags from HEAD and has no short cut.
 *
 * @throws TransientError when writes were refused six times in a row, so that the message comes back.
 */
export async function bringUpToDate(deps: PublishDeps, target: Target, asked: Asked): Promise<Outcome> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const outcome = await attempt(deps, target, asked, round > 0);
    if (outcome !== 'refused') return outcome;
  }
  throw new TransientError(`${target.stateId} did not stand still.`, {
    code: 'contended',
    context: { stateId: target.stateId, rounds: MOST_ROUNDS },
  });
}

async function attempt(
  deps: PublishDeps,
  target: Target,
  asked: Asked,
  again: boolean,
): Promise<Outcome | 'refused'> {
  const state = await deps.feeds.getState(target.stateId);
  const askHead = again || asked.look || asked.repeated === true;
  if (!askHead && state !== undefined && asked.sentAtMs < state.builtThrough - SURELY_SEEN_MS) {
    return { result: 'already-built', written: 0 };
  }
  // Before the entries are read: an ETag read later could stand for bytes newer than what is built here.
  const recalled = await recallDocuments(deps.site, target.keys, askHead ? undefined : state);
  const build = await target.build(shownBefore(state, recalled));
  if (build === undefined) return { result: 'gate-failed', written: 0 };
  const changed = build.documents.filter(
    ({ key, object }) => recalled.get(key)?.digest !== object.metadata['digest'],
  );
  const cleared = await clearDistributed(deps, { target, state, changed, tell: asked.tell });
  if (cleared === 'refused') return 'refused';
  for (const document of changed) {
    if ((await writeDocument(deps, document, recalled)) === 'refused') return 'refused';
  }
  const isNews = build.news === undefined || build.news !== cleared?.told;
  const distributed = await distributeChanges(deps, target.topics ?? [], {
    known: cleared?.distributed ?? {},
    isNews,
    tell: asked.tell,
    etagOf: (key) => recalled.get(key)?.etag,
  });
  // The prompt about news that stay untold may have been sent before this build began: it is not to be taken for seen.
  const leavesUntold = asked.tell === 'nothing' && build.news !== undefined && isNews;
  const seenThrough = leavesUntold ? 0 : asked.firstReceivedAtMs;
  const memory = { state: cleared, build, recalled, tell: asked.tell, seenThrough, distributed };
  const written = await remember(deps, target.stateId, memory);
  if (written === 'refused') return 'refused';
  // Only now, since what left is known by its pointer alone until STATE has counted it.
  await forEachBounded(build.stale, REMOVALS, async (pointer) => {
    await deps.feeds.removePointer(pointer);
  });
  const repaired = changed.filter(({ key }) => !build.timed?.includes(key));
  if (asked.repairs === true && repaired.length > 0 && !isInMotion(deps, state)) {
    deps.report({ event: 'repaired', name: target.stateId, documents: repaired.length });
  }
  return { result: 'built', written: changed.length };
}

/** What was built a moment ago may have changed again since: a sweep looks at it because it met its builder at work. */
function isInMotion({ clock }: PublishDeps, state: FeedState | undefined): boolean {
  return state !== undefined && isOnItsWay(new Date(state.builtThrough).toISOString(), clock.now());
}

/** What HEAD tells goes with its ETag: STATE may have been read before a builder that has long written both. */
function shownBefore(state: FeedState | undefined, recalled: Recalled): Shown {
  const times = [state?.updatedAt, ...[...recalled.values()].map(({ updated }) => updated)].flatMap(
    (time) => time ?? [],
  );
  const [first, ...others] = times;
  return {
    ...(state?.archive === undefined ? {} : { archive: state.archive }),
    ...(state?.closed === undefined ? {} : { closed: state.closed }),
    ...(state?.listed === undefined ? {} : { listed: state.listed }),
    ...(first === undefined ? {} : { updatedAt: others.reduce(laterInstant, first) }),
  };
}

/**
 * Before the first document: whoever finds `distributed` there may trust that subscribers have these very bytes. Nor is
 * anything `told` until the hub is prompted, unless the build is not to tell of what changed.
 */
async function clearDistributed(
  deps: PublishDeps,
  doing: {
    target: Target;
    state: FeedState | undefined;
    changed: readonly StoredDocument[];
    tell: Tell;
  },
): Promise<FeedState | undefined | 'refused'> {
  const { target, state, changed, tell } = doing;
  if (state === undefined || changed.every(({ key }) => state.distributed[key] === undefined)) return state;
  const keys = new Set(changed.map(({ key }) => key));
  const distributed = Object.fromEntries(Object.entries(state.distributed).filter(([key]) => !keys.has(key)));
  const { told, ...others } = state;
  const cleared = {
    ...others,
    ...(told === undefined || tell === 'every change' ? {} : { told }),
    feedId: target.stateId,
    distributed,
    rev: state.rev + 1,
  };
  return (await deps.feeds.putState(cleared, state.rev)) === 'refused' ? 'refused' : cleared;
}

async function writeDocument(
  deps: PublishDeps,
  { key, object }: StoredDocument,
  recalled: Recalled,
): Promise<'written' | 'refused'> {
  const known = recalled.get(key);
  const condition = known === undefined ? 'ifAbsent' : { ifMatch: known.etag };
  const { written, etag } = await deps.site.put(key, object, condition);
  if (written === 'refused') return 'refused';
  if (etag === undefined) recalled.delete(key);
  else recalled.set(key, { etag, digest: object.metadata['digest'] ?? '' });
  return 'written';
}

async function remember(
  deps: PublishDeps,
  stateId: string,
  done: {
    state: FeedState | undefined;
    build: Build;
    recalled: Recalled;
    tell: Tell;
    seenThrough: number;
    distributed: FeedState['distributed'];
  },
): Promise<'written' | 'refused'> {
  const { state, build, recalled, tell, seenThrough, distributed } = done;
  const rev = state?.rev ?? 0;
  const documents = [...recalled];
  const told = tell === 'nothing' ? state?.told : build.news;
  return deps.feeds.putState(
    {
      feedId: stateId,
      rev: rev + 1,
      etags: Object.fromEntries(documents.map(([key, { etag }]) => [key, etag])),
      digests: Object.fromEntries(documents.map(([key, { digest }]) => [key, digest])),
      builtThrough: Math.max(seenThrough, state?.builtThrough ?? 0),
      distributed,
      ...(told === undefined ? {} : { told }),
      ...(build.updatedAt === undefined ? {} : { updatedAt: build.updatedAt }),
      ...(build.archive === undefined ? {} : { archive: build.archive }),
      ...(build.closed === undefined ? {} : { closed: build.closed }),
      ...(build.listed === undefined ? {} : { listed: build.listed }),
    },
    rev,
  );
}
