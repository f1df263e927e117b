import type { Endpoint, Wishes } from '../partner/endpoint.ts';
import type { ChangeKind, Head, VersionMark } from '../release/head.ts';
import { isStillImported } from '../release/still-imported.ts';
import type { EventType } from './event-type.ts';
import { isSameMark, type Holder, type TellingMark } from './holder.ts';
import { leftBy, mayHold } from './left-by.ts';
import { matches } from './matches.ts';
import { LONG_AGO, wishesAt } from './wishes-at.ts';

/**
 * What an endpoint is to be told now. `previousVersion` is the link before `version` in the chain, whatever was told
 * before, so that one webhook-id has one body; `noteVersion` is the version whose note goes along.
 */
export type Telling =
  | { kind: 'nothing' }
  | {
      kind: 'tell';
      event: EventType;
      version: number;
      previousVersion?: number;
      noteVersion?: number;
    };

type Situation = {
  latest: Head;
  /** The links of the chain after `holder.told`, oldest first; the whole known chain where nothing was told. */
  versionsSince: readonly VersionMark[];
  holder: Holder | undefined;
  endpoint: Endpoint;
};

/** How strong a change is for somebody who holds an earlier version; the strongest since `told` is the event. */
const STRENGTH = {
  expiry: 0,
  minor: 1,
  update: 2,
  correction: 3,
  first: 4,
  import: 4,
  lift: 4,
  restore: 4,
  withdrawal: 4,
  kill: 4,
} as const satisfies Record<ChangeKind, number>;

const EVENTS = [
  undefined,
  'release.updated',
  'release.updated',
  'release.corrected',
  'release.published',
] as const;

type Facts = {
  latest: Head;
  since: readonly VersionMark[];
  holder: Holder | undefined;
  endpoint: Endpoint;
  wishes: Wishes;
  isNews: boolean;
};

/**
 * What one endpoint must be told of one release as a table (SEMANTICS "decideTelling"): the first row whose condition
 * holds decides; `event` may still be one that the endpoint did not ask for, which then is not told.
 *
 * While `trying` stands there is always something to tell, be it a minor; without it, what was told at this very
 * version is settled. Only `killed` cannot be filtered out. An advance copy is a text: an endpoint whose format carries
 * none waits like everybody else.
 */
export const TELLING_ROWS: readonly {
  row: string;
  when: (facts: Facts) => boolean;
  event: (facts: Facts) => EventType | undefined;
}[] = [
  {
    row: 'killed, and the endpoint may know of it',
    when: ({ latest, holder }) => latest.state === 'killed' && mayKnow(holder),
    event: () => 'release.killed',
  },
  { row: 'killed', when: ({ latest }) => latest.state === 'killed', event: none },
  {
    row: 'told at this version',
    when: ({ latest, holder }) =>
      holder?.trying === undefined && (holder?.told?.version ?? 0) >= latest.version,
    event: none,
  },
  {
    row: 'withdrawn, and the endpoint may hold it',
    when: ({ latest, holder }) => latest.state === 'withdrawn' && mayHold(holder),
    event: () => 'release.withdrawn',
  },
  { row: 'withdrawn', when: ({ latest }) => latest.state === 'withdrawn', event: none },
  { row: 'scheduled', when: ({ latest }) => latest.state === 'scheduled', event: none },
  {
    row: 'embargoed, not for the endpoint, which may hold it',
    when: (facts) => facts.latest.state === 'embargoed' && !isForAdvance(facts) && mayHold(facts.holder),
    event: () => 'release.withdrawn',
  },
  {
    row: 'embargoed, not for the endpoint',
    when: (facts) => facts.latest.state === 'embargoed' && !isForAdvance(facts),
    event: none,
  },
  {
    row: 'embargoed, for an endpoint with a contract and a format for it',
    when: ({ latest, isNews, holder }) => latest.state === 'embargoed' && (isNews || holder !== undefined),
    event: () => 'release.embargoed',
  },
  {
    row: 'embargoed, older than the endpoint',
    when: ({ latest }) => latest.state === 'embargoed',
    event: none,
  },
  {
    row: 'does not match, and the endpoint may hold it',
    when: ({ latest, wishes, holder }) => !matches(latest, wishes.filter) && mayHold(holder),
    event: () => 'release.withdrawn',
  },
  {
    row: 'does not match',
    when: ({ latest, wishes }) => !matches(latest, wishes.filter),
    event: none,
  },
  {
    row: 'expired, and the endpoint never had it',
    when: ({ latest, holder }) => latest.state === 'expired' && !mayHold(holder),
    event: none,
  },
  {
    row: 'older than the endpoint',
    when: ({ holder, isNews }) => holder === undefined && !isNews,
    event: none,
  },
  {
    row: 'live, and not what the endpoint was left with',
    when: ({ holder, since }) =>
      leftBy(holder?.told) !== 'live' ||
      (holder?.trying !== undefined && leftBy(holder.trying) !== 'live') ||
      since.some(({ state }) => state === 'withdrawn'),
    event: publishedOrChange,
  },
  {
    row: 'changed, and another request may have arrived',
    when: ({ holder }) => holder?.trying !== undefined,
    event: ({ latest, since, holder }) =>
      EVENTS[strongestOf(since)] ?? (holder?.trying && sameAgain(holder.trying, latest)),
  },
  {
    row: 'a minor change that the endpoint did not ask for',
    when: ({ since, wishes }) => strongestOf(since) === STRENGTH.minor && !wishes.minor,
    event: none,
  },
  {
    row: 'changed',
    when: ({ since }) => strongestOf(since) > 0,
    event: ({ since }) => EVENTS[strongestOf(since)],
  },
  { row: 'nothing that the endpoint needs to know', when: () => true, event: none },
];

/**
 * What an endpoint is to be told of a release now: the newest truth, or nothing. What was given up is not told again
 * until the next version.
 */
export function decideTelling(situation: Situation): Telling {
  const facts = tellingFacts(situation);
  const { latest, since, holder } = facts;
  const event = TELLING_ROWS.find(({ when }) => when(facts))?.event(facts);
  if (event === undefined || !isWanted(event, facts)) return { kind: 'nothing' };
  const mark: TellingMark = { event, version: latest.version };
  if (holder?.failed?.over === true && isSameMark(holder.failed, mark)) return { kind: 'nothing' };
  const noteVersion = noteFor(event, latest, since);
  return {
    kind: 'tell',
    ...mark,
    ...(latest.prev > 0 ? { previousVersion: latest.prev } : {}),
    ...(noteVersion === undefined ? {} : { noteVersion }),
  };
}

/** What the rows of the table look at. */
export function tellingFacts({ latest, versionsSince, holder, endpoint }: Situation): Facts {
  const since = versionsSince.filter(({ version }) => version > (holder?.told?.version ?? 0));
  const { wishes, isNews } = wishesAt(endpoint, latest.updatedAt);
  // What was published elsewhere before is older than every endpoint: it comes by a backfill only.
  const isTold = isStillImported(latest) ? wishesAt(endpoint, LONG_AGO).isNews : isNews;
  return { latest, since, holder, endpoint, wishes, isNews: isTold };
}

function none(): undefined {
  return undefined;
}

/** A kill is told to whoever was told or sent anything, a withdrawal included. */
function mayKnow(holder: Holder | undefined): boolean {
  return holder?.trying !== undefined || (holder?.told !== undefined && leftBy(holder.told) !== 'killed');
}

function isForAdvance({ latest, endpoint, wishes }: Facts): boolean {
  return endpoint.embargo === 'advance' && endpoint.format !== 'thin' && matches(latest, wishes.filter);
}

function isWanted(event: EventType, { holder, wishes }: Facts): boolean {
  if (event === 'release.killed' || holder?.trying !== undefined) return true;
  return wishes.events === undefined || wishes.events.includes(event);
}

/** Whoever does not ask for first publications is still told the change that it does ask for. */
function publishedOrChange(facts: Facts): EventType {
  const { latest, holder } = facts;
  const isChange = latest.kind === 'update' || latest.kind === 'correction';
  if (isWanted('release.published', facts) || holder?.told !== undefined || !isChange)
    return 'release.published';
  return EVENTS[STRENGTH[latest.kind]] ?? 'release.published';
}

function strongestOf(since: readonly VersionMark[]): number {
  return Math.max(0, ...since.map(({ kind }) => STRENGTH[kind]));
}

/** Nothing has changed since what was told, but another request may have left something: the same is said again. */
function sameAgain(trying: TellingMark, latest: Head): EventType {
  return trying.version === latest.version ? trying.event : 'release.updated';
}

/** The newest correction is the newest in every suffix of the chain that has one: the note does not hang on `told`. */
function noteFor(event: EventType, latest: Head, since: readonly VersionMark[]): number | undefined {
  if (event !== 'release.corrected') return latest.note === undefined ? undefined : latest.version;
  const isCorrection = ({ kind }: VersionMark): boolean => kind === 'correction';
  return (latest.chain.findLast(isCorrection) ?? since.findLast(isCorrection))?.version ?? latest.version;
}
