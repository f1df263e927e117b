import type { Aim } from '../engine/faults.ts';
import type { Random } from '../engine/random.ts';
import type { Story } from './corpus.ts';
import { planMeeting } from './meetings.ts';

/** Something that an author, an operator or a partner does, so long after the beginning. */
export type Action = { number: number; afterMs: number } & (
  | { does: 'upload'; key: string; story: Story }
  | { does: 'again' | 'remove' | 'put-back' | 'poison' | 'approve'; key: string }
  | { does: 'copy'; key: string; to: string }
  /** Of the release that is named, or that the key names, else of one that exists. */
  | { does: 'command'; command: Order; place: number; key?: string; releaseId?: string }
  | { does: 'disable' | 'enable'; endpoint: number }
  | { does: 'wishes'; endpoint: number; categories: readonly string[] }
  | { does: 'poison-message' }
);

/** What an operator may order. */
export type Order = 'kill' | 'withdraw' | 'confirm';

/** An action before it has its number and its time. */
export type Deed = Action extends infer A
  ? A extends Action
    ? Omit<A, 'number' | 'afterMs'>
    : never
  : never;

/** The time in which people do something, and things go wrong so many times as often as usual. */
type Span = { busyMs: number; faultsMs: number; mostActions: number; intensities: readonly number[] };

const SHORT: Span = { busyMs: 60_000, faultsMs: 125_000, mostActions: 2, intensities: [0, 1, 2, 3] };
const MIDDLE: Span = {
  busyMs: 300_000,
  faultsMs: 480_000,
  mostActions: 7,
  intensities: [0, 0.3, 1, 1, 2, 2],
};
const LONG: Span = { ...MIDDLE, busyMs: 600_000, faultsMs: 900_000, mostActions: 11 };

const DENSE: Span = { busyMs: 150_000, faultsMs: 330_000, mostActions: 8, intensities: [0, 1, 1, 2, 3] };

/** From this seed on histories are dense: many deeds that meet, and everybody is told. Mutants are run over them. */
export const DENSE_FROM = 1_000_000;

export function isDense(seed: number): boolean {
  return seed >= DENSE_FROM;
}

/** Most holes need two or three deeds that meet; every 65th history is longer, every 195th a long one. */
export function spanOf(seed: number): Span {
  if (isDense(seed)) return DENSE;
  if (isShort(seed)) return SHORT;
  return seed % 195 === 0 ? LONG : MIDDLE;
}

export function isShort(seed: number): boolean {
  return seed < DENSE_FROM && seed % 65 !== 0;
}

export const ENDPOINTS = 5;
export const CATEGORIES = ['ekonomi', 'budaya'] as const;

/** On even seeds each key has a release and texts of its own; on odd ones keys meet. */
export function isIsolated(seed: number): boolean {
  return seed % 2 === 0;
}

/**
 * Thirteen of sixteen histories have neither looks nor sweeps, and nothing in them that only they mend: what they would
 * repair ten minutes later stays broken.
 */
export function isUnaided(seed: number): boolean {
  return seed % 16 < (isDense(seed) ? 8 : 13);
}

const FOCUSES = ['deliver', 'ingest', 'publish', undefined, 'ingest', 'deliver', 'announce'] as const;

/** In a dense history one function may have a bad day: slow, and failing so often that two failures meet. */
export function focusOf(seed: number): string | undefined {
  return isDense(seed) ? FOCUSES[seed % FOCUSES.length] : undefined;
}

/** Effects beside which a worker that dies or pauses leaves the most undone. */
const AIMED_CALLS = [
  'releases.putHead',
  'releases.putVersion',
  'sources.putSource',
  'sources.putClaim',
  'sources.putKilled',
  'due.putDue',
  'due.removeDue',
  'receipts.put',
  'site.put',
  'feeds.putState',
  'feeds.putPointer',
  'feeds.removePointer',
  'holders.putHolder',
  'holders.putParked',
  'holders.removeParked',
  'prompts.send',
  'partner.post',
  'releases.getHead',
  'drop.listVersions',
] as const;
const AIMED_KINDS = ['crash-after', 'zombie', 'crash-before', 'reply-lost'] as const;

/** In two of three dense histories one kind of fault strikes one kind of call again and again. */
export function aimOf(seed: number): Aim | undefined {
  if (!isDense(seed) || seed % 3 === 0) return undefined;
  const number = seed - DENSE_FROM;
  const call = AIMED_CALLS[number % AIMED_CALLS.length];
  const kind = AIMED_KINDS[Math.floor(number / AIMED_CALLS.length) % AIMED_KINDS.length];
  return call === undefined || kind === undefined ? undefined : { call, kind };
}

/** On every fourth seed the newsrooms want a word for deletions that look like a slip. */
export function isCareful(seed: number): boolean {
  return seed % 4 === 1;
}

/** On every sixteenth seed what is dropped in this newsroom waits for a second person. */
export function isUnderReview(seed: number, newsroom: string): boolean {
  return seed % 16 === 6 && newsroom === 'harbour';
}

export const MENDED_BY_LOOKS = ['zombie', 'prompt-lost', 's3-event-lost'] as const;

const OWN_KEYS = ['incoming/blora/a.md', 'incoming/blora/b.md', 'incoming/harbour/c.md'];
const MEETING_KEYS = [
  'incoming/blora/a.md',
  'incoming/blora/a.txt',
  'incoming/blora/b.md',
  'incoming/blora/c.md',
  'incoming/harbour/a.md',
];

/** What an author drops comes at few times, in dense histories at any, so that many histories show the same pages and each is rendered once. */
const DROP_EVERY_MS = 6_000;
const DROPS: ReadonlySet<Deed['does']> = new Set(['upload', 'again', 'put-back', 'copy']);

/** What happens on a seed, before anything goes wrong. */
export function makeScript(seed: number, random: Random): Action[] {
  const isolated = isIsolated(seed);
  const keys = isolated ? OWN_KEYS : MEETING_KEYS;
  const actions: Action[] = [];
  const add = (afterMs: number, deed: Deed): void => {
    const isCoarse = !isDense(seed) && DROPS.has(deed.does);
    const atMs = isCoarse ? afterMs - (afterMs % DROP_EVERY_MS) : afterMs;
    actions.push({ ...deed, number: actions.length, afterMs: Math.max(1_000, atMs) });
    if (!DROPS.has(deed.does) || !('key' in deed) || deed.key === undefined) return;
    if (isUnderReview(seed, roomOf(deed.key)) && random.chance(0.7))
      add(afterMs + random.between(1_500, 40_000), { does: 'approve', key: deed.key });
  };
  const story = (key: string, afterMs: number): Story => makeStory(random, { key, keys, isolated, afterMs });
  const { busyMs, mostActions } = spanOf(seed);
  const count = 1 + random.below(mostActions);
  for (let index = 0; index < count; index += 1) {
    const afterMs = index === 0 ? 1_000 : random.next() * busyMs;
    const key = random.pick(keys);
    const draw = index === 0 ? 1 : random.next();
    if (isCareful(seed) && draw < 0.15) {
      emptyFolder(random, { key, keys, isolated, afterMs }, add);
      continue;
    }
    if (isDense(seed) && random.chance(0.5)) {
      planMeeting({ ...meetingPlace(random, key, keys), random, afterMs, add }, isolated);
      continue;
    }
    if (draw < 0.1) add(afterMs, { does: 'remove', key });
    else if (draw < 0.2) {
      add(afterMs, { does: 'remove', key });
      add(afterMs + random.next() * 140_000, { does: 'put-back', key });
    } else if (draw < 0.28 && !isolated) {
      const to = random.pick(keys);
      add(afterMs, { does: 'copy', key, to });
      add(afterMs + random.next() * 30_000, { does: 'remove', key });
    } else if (draw < 0.33 && !isolated) add(afterMs, { does: 'copy', key, to: random.pick(keys) });
    else if (draw < 0.38) add(afterMs, { does: 'again', key });
    else if (draw < 0.45) {
      add(afterMs, { does: 'upload', key, story: { ...plain(story(key, afterMs)), change: 'correction' } });
      const minor: Story = { ...plain(story(key, afterMs)), change: 'minor' };
      add(afterMs + random.next() * random.pick([5_000, 30_000]), { does: 'upload', key, story: minor });
    } else if (draw < 0.55) {
      const command = random.chance(0.4) ? 'kill' : 'withdraw';
      const place = random.next();
      if (random.chance(0.5)) add(afterMs, { does: 'command', command, place });
      else {
        // While what was just dropped is on its way to everybody.
        add(afterMs, { does: 'upload', key, story: plain(story(key, afterMs)) });
        add(afterMs + random.between(500, 6_000), { does: 'command', command, place, key });
      }
    } else if (draw < 0.62) {
      const endpoint = random.below(ENDPOINTS);
      add(afterMs, { does: 'disable', endpoint });
      add(afterMs + random.next() * 2 * busyMs, { does: 'enable', endpoint });
    } else if (draw < 0.65) {
      const categories = random.chance(0.4) ? [] : [random.pick(CATEGORIES)];
      add(afterMs, { does: 'wishes', endpoint: random.below(ENDPOINTS), categories });
    } else if (draw < 0.68) add(afterMs, { does: 'poison', key });
    else if (draw < 0.71) {
      // An advance copy that goes to others with its next version.
      const time = { minute: Math.ceil(afterMs / 60_000) + 4, what: 'embargo' } as const;
      const advance: Story = {
        ...story(key, afterMs),
        time,
        text: isolated ? keys.indexOf(key) * 5 + 3 : 20,
      };
      const [first, second] = CATEGORIES;
      add(afterMs, { does: 'upload', key, story: { ...advance, categories: [second] } });
      add(afterMs + 90_000, { does: 'upload', key, story: { ...advance, categories: [first] } });
    } else if (draw < 0.73 || (isCareful(seed) && draw < 0.78)) {
      add(afterMs, { does: 'remove', key });
      const waitMs = random.between(0, 200_000);
      add(afterMs + waitMs, { does: 'command', command: 'confirm', place: random.next(), key });
    } else add(afterMs, { does: 'upload', key, story: story(key, afterMs) });
  }
  if (random.chance(0.04)) add(random.next() * busyMs, { does: 'poison', key: random.pick(keys) });
  if (random.chance(0.06)) add(random.next() * busyMs, { does: 'poison-message' });
  return actions;
}

/** The key and another of its newsroom, or itself where there is none; with texts of its own where each key has some. */
function meetingPlace(random: Random, key: string, keys: readonly string[]) {
  const others = keys.filter((one) => one !== key && roomOf(one) === roomOf(key));
  const own = keys === OWN_KEYS ? keys.indexOf(key) * 5 : 0;
  const story = (text: number): Story => ({
    text: own + text,
    categories: CATEGORIES.filter(() => random.chance(0.4)),
    change: random.pick(['minor', 'update', 'correction']),
  });
  return { keys: [key, random.pick([...others, key])] as const, story };
}

/** Two files that came together go together, and somebody confirms it, perhaps before it happens. */
function emptyFolder(random: Random, place: Place, add: (afterMs: number, deed: Deed) => void): void {
  const { key, keys, afterMs } = place;
  const other = random.pick(keys.filter((one) => one !== key && roomOf(one) === roomOf(key)).concat(key));
  for (const [index, one] of [key, other].entries()) {
    const story = {
      ...plain(makeStory(random, { ...place, key: one })),
      text: index,
      id: index === 0 ? 'q' : 'a',
    };
    add(afterMs + index * 1_000, { does: 'upload', key: one, story });
    add(afterMs + 40_000 + index * random.between(1_000, 20_000), { does: 'remove', key: one });
  }
  const confirmMs = random.chance(0.5) ? -500 : random.between(40_000, 200_000);
  add(Math.max(0, afterMs + confirmMs), {
    does: 'command',
    command: 'confirm',
    place: 0,
    releaseId: `${roomOf(key)}/a`,
  });
}

function roomOf(key: string): string {
  return key.split('/')[1] ?? '';
}

type Place = { key: string; keys: readonly string[]; isolated: boolean; afterMs: number };

function makeStory(random: Random, { key, keys, isolated, afterMs }: Place): Story {
  const own = keys.indexOf(key) * 5;
  const text = isolated ? own + random.pick([0, 1, 2, 0, 1, 2, 4]) : random.below(5);
  const story: Story = {
    text,
    categories: CATEGORIES.filter(() => random.chance(0.4)),
    change: random.pick(['minor', 'update', 'correction', 'minor']),
    ...(!isolated && random.chance(0.12) ? { id: random.pick(['q', 'a']) } : {}),
  };
  if (!random.chance(0.28)) return story;
  const minute = Math.floor(afterMs / 60_000) + random.below(6);
  const what = random.pick(['publish', 'embargo', 'embargo', 'expire'] as const);
  // What waits has words of its own mostly, so that they show nowhere else before.
  const waiting = what !== 'expire' && random.chance(0.8);
  return { ...story, time: { minute, what }, ...(waiting ? { text: isolated ? own + 3 : 20 } : {}) };
}

function plain({ time: _time, ...story }: Story): Story {
  return story;
}
