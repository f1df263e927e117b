import type { Draft } from './draft.ts';
import type { ChangeKind, Head, ReleaseState } from './head.ts';
import { compareInstants, laterInstant, plusSeconds } from './instant.ts';
import { timeHasCome, type Moment } from './time-has-come.ts';

/** An upload as the lifecycle sees it: where it came from, what it says, how it found its release. */
export type FoldedUpload = {
  key: string;
  versionId: string;
  /** S3's LastModified. */
  at: string;
  hash: string;
  textHash: string;
  draft: Pick<Draft, 'change' | 'publishAt' | 'embargoedUntil' | 'datedAt'>;
  /** How its release was found: by its `id:`, by what SOURCE says, by a claim on its words, by its name. */
  resolvedBy: 'id' | 'source' | 'claim' | 'stem';
};

export type ReleaseRefusal = 'E_KILLED_CONTENT' | 'E_ID_TAKEN' | 'E_ALREADY_PUBLIC';

export type ReleaseDecision =
  | { kind: 'already-folded' }
  | { kind: 'refused'; code: ReleaseRefusal }
  | { kind: 'superseded' }
  | { kind: 'unchanged' }
  | {
      kind: 'version';
      state: Extract<ReleaseState, 'scheduled' | 'embargoed' | 'published'>;
      changeKind: ChangeKind;
      publishAt?: string;
      embargoedUntil?: string;
      firstPublicAt?: string;
    };

/** A text that is dated further ahead than this waits for its date; nearer ones are a desk's clock (DESIGN §3). */
const DATED_AHEAD_SECONDS = 600;

type Facts = {
  head: Head | undefined;
  upload: FoldedUpload;
  /** The upload does not come after what LATEST last folded from its key. */
  alreadyFolded: boolean;
  /** KILLED exists for its words. */
  killedContent: boolean;
  moment: Moment;
};

/**
 * The lifecycle of an acceptable upload as a table: the first row whose condition holds decides
 * (SEMANTICS "ingest, for a key" 3–5). Rows before `superseded` never write LATEST.
 */
const ROWS: readonly { when: (facts: Facts) => boolean; decide: (facts: Facts) => ReleaseDecision }[] = [
  { when: (facts) => facts.alreadyFolded, decide: () => ({ kind: 'already-folded' }) },
  {
    when: ({ head, killedContent }) => killedContent || head?.state === 'killed',
    decide: () => ({ kind: 'refused', code: 'E_KILLED_CONTENT' }),
  },
  { when: belongsToAnother, decide: () => ({ kind: 'refused', code: 'E_ID_TAKEN' }) },
  { when: isOlderThanWhatStands, decide: () => ({ kind: 'superseded' }) },
  { when: hidesWhatIsPublic, decide: () => ({ kind: 'refused', code: 'E_ALREADY_PUBLIC' }) },
  {
    when: ({ head, upload }) => head?.hash === upload.hash && head.state !== 'withdrawn',
    decide: () => ({ kind: 'unchanged' }),
  },
  { when: () => true, decide: newVersion },
];

/**
 * What an acceptable upload does to its release. Pure; `head` is LATEST or undefined for a release not yet known.
 */
export function decideRelease(facts: Facts): ReleaseDecision {
  for (const row of ROWS) if (row.when(facts)) return row.decide(facts);
  return newVersion(facts);
}

/** Another key owns the name and its words are not these: two stories must not share one identity. */
function belongsToAnother({ head, upload }: Facts): boolean {
  return (
    head !== undefined &&
    upload.resolvedBy === 'stem' &&
    head.sources[upload.key] === undefined &&
    head.textHash !== upload.textHash
  );
}

/**
 * Between keys of one release, and between uploads and commands, the later LastModified stands; at a tie the command,
 * then the greater key. A release withdrawn by deletion is restored by any key that lives.
 */
function isOlderThanWhatStands({ head, upload }: Facts): boolean {
  if (head === undefined) return false;
  if (head.withdrawn?.by === 'command' && compareInstants(upload.at, head.withdrawn.at) <= 0) return true;
  if (head.state === 'withdrawn' && head.withdrawn?.by === 'deletion') return false;
  if (head.upload.key === upload.key) return false;
  const order = compareInstants(upload.at, head.upload.at);
  return order < 0 || (order === 0 && upload.key < head.upload.key);
}

/** A time that lies after the upload itself, on a release that was public by then. */
function hidesWhatIsPublic({ head, upload }: Facts): boolean {
  const time = upload.draft.publishAt ?? upload.draft.embargoedUntil;
  if (head === undefined || time === undefined || compareInstants(time, upload.at) <= 0) return false;
  const publicFrom = head.firstPublicAt ?? head.publishAt ?? head.embargoedUntil;
  return publicFrom !== undefined && compareInstants(publicFrom, upload.at) <= 0;
}

function newVersion({ head, upload, moment }: Facts): ReleaseDecision {
  const times = timesOf(upload, head);
  const time = times.publishAt ?? times.embargoedUntil;
  const changeKind = changeKindOf(head, upload);
  if (time !== undefined && !timeHasCome(time, upload.at, moment)) {
    const state = times.publishAt === undefined ? 'embargoed' : 'scheduled';
    return { kind: 'version', state, changeKind, ...times };
  }
  const firstPublicAt = head?.firstPublicAt ?? laterInstant(time ?? upload.at, upload.at);
  return { kind: 'version', state: 'published', changeKind, ...times, firstPublicAt };
}

/** A text dated well ahead of its upload waits for its date, unless its release is public already. */
function timesOf(
  { draft, at }: FoldedUpload,
  head: Head | undefined,
): { publishAt?: string; embargoedUntil?: string } {
  if (draft.publishAt !== undefined) return { publishAt: draft.publishAt };
  if (draft.embargoedUntil !== undefined) return { embargoedUntil: draft.embargoedUntil };
  if (draft.datedAt === undefined || head?.firstPublicAt !== undefined) return {};
  const ahead = compareInstants(draft.datedAt, plusSeconds(at, DATED_AHEAD_SECONDS)) > 0;
  return ahead ? { publishAt: draft.datedAt } : {};
}

function changeKindOf(head: Head | undefined, { draft }: FoldedUpload): ChangeKind {
  if (head === undefined) return 'first';
  return head.state === 'withdrawn' ? 'restore' : draft.change.kind;
}
