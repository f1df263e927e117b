import type { Draft } from './draft.ts';
import type { ChangeKind, Head, ReleaseState } from './head.ts';
import { compareInstants, laterInstant, plusSeconds } from './instant.ts';
import type { RefusedBefore } from './source.ts';
import { timeHasCome, type Moment } from './time-has-come.ts';

/** An upload as the lifecycle sees it: where it came from, what it says, how it found its release. */
export type FoldedUpload = {
  key: string;
  versionId: string;
  /** S3's LastModified. */
  at: string;
  hash: string;
  textHash: string;
  draft: Pick<Draft, 'change' | 'publishAt' | 'embargoedUntil' | 'expires' | 'datedAt'>;
  /** How its release was found: by its `id:`, by what SOURCE says, by a claim on its words, by its name. */
  resolvedBy: 'id' | 'source' | 'claim' | 'stem';
};

export type ReleaseRefusal = 'E_KILLED_CONTENT' | 'E_ID_TAKEN' | 'E_ALREADY_PUBLIC';

export type ReleaseDecision =
  | { kind: 'already-folded' }
  | { kind: 'refused'; code: ReleaseRefusal }
  | { kind: 'held'; code: 'E_DIFFERENT_STORY' | 'E_REVIEW' }
  | { kind: 'superseded' }
  | { kind: 'unchanged' }
  | {
      kind: 'version';
      state: Extract<ReleaseState, 'scheduled' | 'embargoed' | 'published' | 'expired'>;
      changeKind: ChangeKind;
      publishAt?: string;
      embargoedUntil?: string;
      firstPublicAt?: string;
    };

/** A text that is dated further ahead than this waits for its date; nearer ones are a desk's clock (DESIGN §3). */
const DATED_AHEAD_SECONDS = 600;

export type ReleaseFacts = {
  head: Head | undefined;
  upload: FoldedUpload;
  /** The upload does not come after what LATEST last folded from its key. */
  alreadyFolded: boolean;
  /** Why it was refused or held when it was decided before, by what stood then. */
  refusedBefore?: RefusedBefore['code'] | undefined;
  /** KILLED exists for its words. */
  killedContent: boolean;
  /** Its words are those of another story than the ones that stand (`isDifferentStory`). */
  differentStory: boolean;
  /** Its newsroom lets nothing out without a second person, and nobody has approved it yet. */
  unreviewed: boolean;
  moment: Moment;
};

/**
 * The lifecycle of an acceptable upload as a table: the first row whose condition holds decides
 * (SEMANTICS "ingest, for a key" 3–5). Rows before `superseded` never write LATEST. What commands, deletions and the
 * passing of time do stands in `decide-command.ts`, `decide-removal.ts` and `decide-time.ts`.
 */
export const RELEASE_ROWS: readonly {
  row: string;
  when: (facts: ReleaseFacts) => boolean;
  decide: (facts: ReleaseFacts) => ReleaseDecision;
}[] = [
  {
    row: 'folded before',
    when: ({ alreadyFolded }) => alreadyFolded,
    decide: () => ({ kind: 'already-folded' }),
  },
  {
    row: 'refused or held before',
    when: ({ refusedBefore }) => refusedBefore !== undefined,
    decide: ({ refusedBefore = 'E_ID_TAKEN' }) => decidedBefore(refusedBefore),
  },
  {
    row: 'its words were killed',
    when: ({ killedContent }) => killedContent,
    decide: () => ({ kind: 'refused', code: 'E_KILLED_CONTENT' }),
  },
  {
    row: 'its release was killed',
    when: ({ head }) => head?.state === 'killed',
    decide: () => ({ kind: 'refused', code: 'E_KILLED_CONTENT' }),
  },
  {
    row: 'another key has the name, with other words',
    when: belongsToAnother,
    decide: () => ({ kind: 'refused', code: 'E_ID_TAKEN' }),
  },
  {
    row: 'older than the withdrawal that an operator ordered',
    when: isOlderThanCommand,
    decide: () => ({ kind: 'superseded' }),
  },
  {
    row: 'older than the upload of another key',
    when: isOlderThanAnotherKey,
    decide: () => ({ kind: 'superseded' }),
  },
  {
    row: 'another story under the name, and nobody said that it replaces the first',
    when: ({ differentStory, upload }) =>
      differentStory && upload.resolvedBy !== 'id' && upload.draft.change.said !== true,
    decide: () => ({ kind: 'held', code: 'E_DIFFERENT_STORY' }),
  },
  {
    row: 'a later time for what was public by then',
    when: hidesWhatIsPublic,
    decide: () => ({ kind: 'refused', code: 'E_ALREADY_PUBLIC' }),
  },
  {
    row: 'the same as what stands',
    when: ({ head, upload }) => head?.hash === upload.hash && head.state !== 'withdrawn',
    decide: () => ({ kind: 'unchanged' }),
  },
  {
    row: 'it waits for a second person',
    when: ({ unreviewed }) => unreviewed,
    decide: () => ({ kind: 'held', code: 'E_REVIEW' }),
  },
  {
    row: 'a time that has not come',
    when: (facts) => waitsUntil(facts) !== undefined,
    decide: waiting,
  },
  {
    row: 'expired before it was uploaded',
    when: ({ upload: { draft, at } }) =>
      draft.expires !== undefined && compareInstants(draft.expires, at) <= 0,
    decide: (facts) => live(facts, 'expired'),
  },
  { row: 'live', when: () => true, decide: (facts) => live(facts, 'published') },
];

/** A redo never changes an answer, whatever has come to stand meanwhile. */
function decidedBefore(code: RefusedBefore['code']): ReleaseDecision {
  switch (code) {
    case 'E_DIFFERENT_STORY':
    case 'E_REVIEW':
      return { kind: 'held', code };
    case 'E_KILLED_CONTENT':
    case 'E_ID_TAKEN':
    case 'E_ALREADY_PUBLIC':
      return { kind: 'refused', code };
  }
}

/**
 * What an acceptable upload does to its release. Pure; `head` is LATEST or undefined for a release not yet known.
 */
export function decideRelease(facts: ReleaseFacts): ReleaseDecision {
  const row = RELEASE_ROWS.find(({ when }) => when(facts));
  return row === undefined ? live(facts, 'published') : row.decide(facts);
}

/**
 * Another key owns the name and its words are not these: two stories must not share one identity. SOURCE alone gives no
 * part of it, since a worker writes that before it knows that its VERSION is the first.
 */
function belongsToAnother({ head, upload }: ReleaseFacts): boolean {
  return (
    head !== undefined &&
    (upload.resolvedBy === 'stem' || upload.resolvedBy === 'source') &&
    head.sources[upload.key] === undefined &&
    head.textHash !== upload.textHash
  );
}

/** Between uploads and commands the later LastModified stands; at a tie the command. */
function isOlderThanCommand({ head, upload }: ReleaseFacts): boolean {
  const { withdrawn } = head ?? {};
  return withdrawn?.by === 'command' && compareInstants(upload.at, withdrawn.at) <= 0;
}

/**
 * Between keys of one release the later LastModified stands, at a tie the greater key. A release withdrawn by deletion
 * is restored by any key that lives.
 */
function isOlderThanAnotherKey({ head, upload }: ReleaseFacts): boolean {
  if (head === undefined || head.upload.key === upload.key) return false;
  if (head.state === 'withdrawn' && head.withdrawn?.by === 'deletion') return false;
  const order = compareInstants(upload.at, head.upload.at);
  return order < 0 || (order === 0 && upload.key < head.upload.key);
}

/** A time that lies after the upload itself, on a release that was public by then. */
function hidesWhatIsPublic({ head, upload }: ReleaseFacts): boolean {
  const time = upload.draft.publishAt ?? upload.draft.embargoedUntil;
  if (time === undefined || compareInstants(time, upload.at) <= 0) return false;
  return publicSince(head, upload.at) !== undefined;
}

/** Since when a release was public at an instant; a time that had come counts, though nobody has lifted it yet. */
function publicSince(head: Head | undefined, at: string): string | undefined {
  const waits = head?.state === 'scheduled' || head?.state === 'embargoed';
  const from = head?.firstPublicAt ?? (waits ? (head.publishAt ?? head.embargoedUntil) : undefined);
  return from !== undefined && compareInstants(from, at) <= 0 ? from : undefined;
}

/** The time that keeps it from being public, if there is one that has not come. */
function waitsUntil({ head, upload, moment }: ReleaseFacts): string | undefined {
  const { publishAt, embargoedUntil } = timesOf(upload, head);
  const time = publishAt ?? embargoedUntil;
  return time === undefined || timeHasCome(time, upload.at, moment) ? undefined : time;
}

function waiting({ head, upload }: ReleaseFacts): ReleaseDecision {
  const times = timesOf(upload, head);
  const state = times.publishAt === undefined ? 'embargoed' : 'scheduled';
  return { kind: 'version', state, changeKind: changeKindOf(head, upload), ...times };
}

function live({ head, upload }: ReleaseFacts, state: 'published' | 'expired'): ReleaseDecision {
  const times = timesOf(upload, head);
  const time = times.publishAt ?? times.embargoedUntil;
  const firstPublicAt =
    head?.firstPublicAt ?? publicSince(head, upload.at) ?? laterInstant(time ?? upload.at, upload.at);
  return { kind: 'version', state, changeKind: changeKindOf(head, upload), ...times, firstPublicAt };
}

/** A text dated well ahead of its upload waits for its date, unless its release is public already. */
function timesOf(
  { draft, at }: FoldedUpload,
  head: Head | undefined,
): { publishAt?: string; embargoedUntil?: string } {
  if (draft.publishAt !== undefined) return { publishAt: draft.publishAt };
  if (draft.embargoedUntil !== undefined) return { embargoedUntil: draft.embargoedUntil };
  if (draft.datedAt === undefined || publicSince(head, at) !== undefined) return {};
  const ahead = compareInstants(draft.datedAt, plusSeconds(at, DATED_AHEAD_SECONDS)) > 0;
  return ahead ? { publishAt: draft.datedAt } : {};
}

function changeKindOf(head: Head | undefined, { draft }: FoldedUpload): ChangeKind {
  if (head === undefined) return 'first';
  return head.state === 'withdrawn' ? 'restore' : draft.change.kind;
}
