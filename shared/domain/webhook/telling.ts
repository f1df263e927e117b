import type { Endpoint, Wishes } from '../partner/endpoint.ts';
import type { ChangeKind, Head, VersionMark } from '../release/head.ts';
import type { EventType } from './event-type.ts';
import { isSameMark, type Holder, type TellingMark } from './holder.ts';
import { matches } from './matches.ts';
import { wishesAt } from './wishes-at.ts';

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

/** What the last thing told, or the thing being tried, leaves in the partner's hands. */
const LEAVES = {
  'release.published': 'live',
  'release.updated': 'live',
  'release.corrected': 'live',
  'release.embargoed': 'advance',
  'release.withdrawn': 'gone',
  'release.killed': 'killed',
} as const satisfies Record<EventType, string>;

/** How strong a change is for somebody who holds an earlier version; the strongest since `told` is the event. */
const STRENGTH = {
  expiry: 0,
  minor: 1,
  update: 2,
  correction: 3,
  first: 4,
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

/**
 * What one endpoint must be told of one release (SEMANTICS "decideTelling"): the newest truth, or nothing.
 *
 * | LATEST | matches | told | trying | event |
 * |---|---|---|---|---|
 * | killed | – | anything but killed | – | killed, whatever the filter says |
 * | killed | – | – | anything | killed |
 * | withdrawn | – | live or advance | – | withdrawn |
 * | withdrawn | – | – | anything | withdrawn |
 * | scheduled | – | – | – | nothing |
 * | embargoed | advance and yes | this version | none | nothing |
 * | embargoed | advance and yes | otherwise | – | embargoed |
 * | published, expired, embargoed | no | live or advance / – | – / anything | withdrawn |
 * | expired | yes | nothing live | none | nothing |
 * | published | yes | nothing, gone, advance | – | published |
 * | published | yes | live, a withdrawal since | – | published |
 * | published | yes | – | gone, advance | published |
 * | published, expired | yes | live | – | strongest since: corrected > updated > minor |
 *
 * While `trying` stands there is always something to tell, be it a minor; without it, what was told at this very
 * version is settled. What was given up is not told again until the next version. Only `killed` cannot be filtered out.
 */
export function decideTelling({ latest, versionsSince, holder, endpoint }: Situation): Telling {
  const since = versionsSince.filter(({ version }) => version > (holder?.told?.version ?? 0));
  const { wishes, isNews } = wishesAt(endpoint, latest.updatedAt);
  const event = eventFor({ latest, since, holder, endpoint, wishes, isNews });
  if (event === undefined) return { kind: 'nothing' };
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

type Facts = {
  latest: Head;
  since: readonly VersionMark[];
  holder: Holder | undefined;
  endpoint: Endpoint;
  wishes: Wishes;
  isNews: boolean;
};

function eventFor(facts: Facts): EventType | undefined {
  const { latest, holder, endpoint, wishes } = facts;
  const told = holder?.told;
  const trying = holder?.trying;
  const left = told && LEAVES[told.event];
  const mayHold = trying !== undefined || left === 'live' || left === 'advance';

  if (latest.state === 'killed') {
    return trying !== undefined || (told && left !== 'killed') ? 'release.killed' : undefined;
  }
  if (trying === undefined && told && told.version >= latest.version) return undefined;
  const wanted = (event: EventType): EventType | undefined =>
    trying !== undefined || wishes.events === undefined || wishes.events.includes(event) ? event : undefined;
  const withdrawn = mayHold ? wanted('release.withdrawn') : undefined;

  switch (latest.state) {
    case 'withdrawn':
      return withdrawn;
    case 'scheduled':
      return undefined;
    case 'embargoed':
      if (endpoint.embargo !== 'advance' || !matches(latest, wishes.filter)) return withdrawn;
      return facts.isNews || holder !== undefined ? wanted('release.embargoed') : undefined;
    case 'expired':
      if (!matches(latest, wishes.filter)) return withdrawn;
      return mayHold ? liveEvent(facts, wanted) : undefined;
    case 'published':
      if (!matches(latest, wishes.filter)) return withdrawn;
      return liveEvent(facts, wanted);
  }
}

/** LATEST is live and matches. */
function liveEvent(
  { latest, since, holder, wishes, isNews }: Facts,
  wanted: (event: EventType) => EventType | undefined,
): EventType | undefined {
  const told = holder?.told;
  const trying = holder?.trying;
  const holdsLive = told !== undefined && LEAVES[told.event] === 'live';
  const unsettled = trying !== undefined && LEAVES[trying.event] !== 'live';
  if (holder === undefined && !isNews) return undefined;
  if (!holdsLive || unsettled || since.some(({ state }) => state === 'withdrawn')) {
    // Whoever does not ask for first publications is still told the change that it does ask for.
    return wanted('release.published') ?? (told === undefined ? changeEvent(latest.kind, wanted) : undefined);
  }
  const strongest = Math.max(0, ...since.map(({ kind }) => STRENGTH[kind]));
  if (trying !== undefined) return EVENTS[strongest] ?? sameAgain(trying, latest);
  if (strongest === STRENGTH.minor && !wishes.minor) return undefined;
  const event = EVENTS[strongest];
  return event && wanted(event);
}

function changeEvent(
  kind: ChangeKind,
  wanted: (event: EventType) => EventType | undefined,
): EventType | undefined {
  if (kind !== 'update' && kind !== 'correction') return undefined;
  const event = EVENTS[STRENGTH[kind]];
  return event && wanted(event);
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
