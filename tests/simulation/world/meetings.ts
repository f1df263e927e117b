import type { Random } from '../engine/random.ts';
import type { Story } from './corpus.ts';
import type { Deed } from './script.ts';

/** Where a meeting takes place: keys of one newsroom of which the first is a release's, and from when on. */
type Scene = {
  random: Random;
  keys: readonly [string, string];
  afterMs: number;
  /** A story of the first key's own texts, or of those that keys share. */
  story: (text: number) => Story;
  add: (afterMs: number, deed: Deed) => void;
};

/** The text of a key that nothing shows before its time. */
const WAITING = 3;

/** Deeds that belong together: each opens a way in which the lifecycle was wrong once, or could be. */
const OF_ONE_KEY: readonly ((scene: Scene) => void)[] = [
  anEmbargoThatMoves,
  aTimeAtTheMinute,
  killWhileItIsSent,
  aStringOfChanges,
];
const OF_TWO_KEYS: readonly ((scene: Scene) => void)[] = [
  twoFilesOfOneRelease,
  theSameWordsTwice,
  earlierWordsAfterAKill,
  deletedAndOrdered,
];

/** Lets one of them happen; where each key has a release of its own, none that names another by `id:`. */
export function planMeeting(scene: Scene, isolated: boolean): void {
  scene.random.pick(isolated ? OF_ONE_KEY : [...OF_ONE_KEY, ...OF_TWO_KEYS])(scene);
}

/** Uploads, deletions and orders of two keys that name the same `id:`, all within half a minute. */
function twoFilesOfOneRelease({ random, keys, afterMs, story, add }: Scene): void {
  const count = 3 + random.below(3);
  for (let index = 0; index < count; index += 1) {
    const key = keys[index % 2] ?? keys[0];
    const at = afterMs + random.between(0, 30_000);
    const text = random.below(3);
    if (index >= 2 && random.chance(0.4)) add(at, { does: 'remove', key });
    else add(at, { does: 'upload', key, story: { ...story(text), id: 'q' } });
  }
  if (random.chance(0.4))
    add(afterMs + random.between(5_000, 90_000), {
      does: 'command',
      command: 'withdraw',
      place: 0,
      releaseId: `${roomOf(keys[0])}/q`,
    });
}

/** Two releases of a newsroom, or of two, carry the same words; one of them is killed. */
function theSameWordsTwice({ random, keys, afterMs, story, add }: Scene): void {
  const same = story(random.below(3));
  add(afterMs, { does: 'upload', key: keys[0], story: { ...same, id: 'q' } });
  add(afterMs + random.between(100, 40_000), {
    does: 'upload',
    key: keys[1],
    story: { ...same, id: 'a' },
  });
  const releaseId = `${roomOf(keys[0])}/${random.pick(['q', 'a'])}`;
  add(afterMs + random.between(500, 60_000), { does: 'command', command: 'kill', place: 0, releaseId });
}

/** A release that changed is killed, and an earlier text of it comes again under another key. */
function earlierWordsAfterAKill({ random, keys, afterMs, story, add }: Scene): void {
  add(afterMs, { does: 'upload', key: keys[0], story: { ...story(0), id: 'q' } });
  add(afterMs + random.between(3_000, 20_000), {
    does: 'upload',
    key: keys[0],
    story: { ...story(1), id: 'q' },
  });
  add(afterMs + random.between(20_000, 40_000), {
    does: 'command',
    command: 'kill',
    place: 0,
    releaseId: `${roomOf(keys[0])}/q`,
  });
  for (const key of keys)
    add(afterMs + random.between(15_000, 90_000), {
      does: 'upload',
      key,
      story: { ...story(0), ...(key === keys[0] ? { id: 'q' } : { id: 'a' }) },
    });
}

/** A text that waits is made to wait longer, or replaced by another, perhaps at its very time; then it may go. */
function anEmbargoThatMoves({ random, keys, afterMs, story, add }: Scene): void {
  const [key] = keys;
  const minute = Math.floor(afterMs / 60_000) + 1;
  const what = random.pick(['embargo', 'publish'] as const);
  add(afterMs, { does: 'upload', key, story: { ...story(WAITING), time: { minute, what } } });
  const beforeMs = Math.max(afterMs + 500, minute * 60_000 - random.between(200, 20_000));
  const later = { ...story(WAITING), time: { minute: minute + 1 + random.below(3), what } };
  add(beforeMs, { does: 'upload', key, story: random.chance(0.6) ? later : story(0) });
  if (random.chance(0.6)) {
    const at = minute * 60_000 + random.between(2_000, 70_000);
    if (random.chance(0.5)) add(at, { does: 'remove', key });
    else add(at, { does: 'command', command: 'withdraw', place: 0, key });
  }
}

/** An upload whose time has just come by S3's clock, and perhaps not yet by a worker's. */
function aTimeAtTheMinute({ random, keys, afterMs, story, add }: Scene): void {
  const [key] = keys;
  const minute = Math.ceil(afterMs / 60_000);
  const what = random.pick(['embargo', 'publish'] as const);
  if (random.chance(0.5))
    add(Math.max(0, minute * 60_000 - 30_000), { does: 'upload', key, story: story(0) });
  add(minute * 60_000 + random.between(0, 1_500), {
    does: 'upload',
    key,
    story: { ...story(1), time: { minute, what } },
  });
  if (random.chance(0.5))
    add(minute * 60_000 + random.between(3_000, 60_000), {
      does: 'upload',
      key,
      story: { ...story(2), time: { minute: minute + 3, what } },
    });
}

/** Whatever is public is taken back while it is on its way to everybody. */
function killWhileItIsSent({ random, keys, afterMs, story, add }: Scene): void {
  const [key] = keys;
  add(afterMs, { does: 'upload', key, story: story(0) });
  add(afterMs + random.between(1_500, 9_000), {
    does: 'command',
    command: random.pick(['kill', 'withdraw'] as const),
    place: 0,
    key,
  });
  if (random.chance(0.5))
    add(afterMs + random.between(2_000, 60_000), { does: 'upload', key, story: story(1) });
}

/** Corrections, updates and minor changes of one key, one upon the other. */
function aStringOfChanges({ random, keys, afterMs, story, add }: Scene): void {
  const [key] = keys;
  let at = afterMs;
  const count = 3 + random.below(3);
  for (let index = 0; index < count; index += 1) {
    const change = random.pick(['minor', 'update', 'correction', 'correction'] as const);
    add(at, { does: 'upload', key, story: { ...story(index % 3), change } });
    at += random.between(500, 25_000);
  }
}

/** A file is deleted, then its withdrawal is ordered too; what was dropped before that may come late. */
function deletedAndOrdered({ random, keys, afterMs, story, add }: Scene): void {
  const releaseId = `${roomOf(keys[0])}/q`;
  add(afterMs, { does: 'upload', key: keys[0], story: { ...story(0), id: 'q' } });
  add(afterMs + random.between(3_000, 10_000), { does: 'remove', key: keys[0] });
  add(afterMs + random.between(40_000, 100_000), {
    does: 'upload',
    key: keys[1],
    story: { ...story(1), id: 'q' },
  });
  if (random.chance(0.7))
    add(afterMs + random.between(75_000, 110_000), {
      does: 'command',
      command: 'withdraw',
      place: 0,
      releaseId,
    });
}

function roomOf(key: string): string {
  return key.split('/')[1] ?? '';
}
