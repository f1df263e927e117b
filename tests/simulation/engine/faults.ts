import type { Random } from './random.ts';

/** What may go wrong with one call of a port, and how often. */
const STEP_FAULTS = [
  ['throttled', 0.006],
  ['server-error', 0.003],
  ['crash-before', 0.004],
  ['crash-after', 0.004],
  ['reply-lost', 0.003],
  ['zombie', 0.003],
] as const;

/** What may go wrong with one message, tick, event of S3, request to a partner or upload, and how often. */
const OTHER_FAULTS = {
  's3-event-lost': 0.22,
  's3-event-doubled': 0.15,
  's3-event-late': 0.15,
  'prompt-lost': 0.022,
  'prompt-doubled': 0.03,
  'prompt-late': 0.05,
  'dropped-then-redelivered': 0.01,
  'old-message-shape': 0.05,
  'old-item-shape': 0.05,
  'tick-late': 0.3,
  'tick-doubled': 0.1,
  'tick-missed': 0.1,
  'clock-skewed': 0.9,
  'partner-reply-lost': 0.06,
  'partner-down': 1,
  'partner-error': 1,
  'partner-slow': 1,
  'partner-busy': 1,
  'partner-gone': 1,
  'partner-odd': 1,
  'poison-file': 1,
  'poison-message': 1,
  // Not drawn: it follows from others and is only counted.
  'concurrent-builders': 0,
  redrive: 0,
} as const;

export type StepFault = (typeof STEP_FAULTS)[number][0];
export type FaultKind = StepFault | keyof typeof OTHER_FAULTS;

export const FAULT_KINDS: readonly FaultKind[] = [
  ...STEP_FAULTS.map(([kind]) => kind),
  ...(Object.keys(OTHER_FAULTS) as (keyof typeof OTHER_FAULTS)[]),
];

/** Which faults are left out of a history, to find those that a failure needs. */
export type FaultChoice = { without: ReadonlySet<string>; skipped: ReadonlySet<number> };

/** Decides what goes wrong. Each fault that strikes has a number in its history, by which it can be left out. */
export type Faults = {
  strikes(kind: keyof typeof OTHER_FAULTS): boolean;
  /** One call of a port, such as `releases.putHead`; `isFocus`: by the function that has a bad day. */
  step(call: string, isFocus: boolean): StepFault | undefined;
  /** Counts what follows from other faults. */
  note(kind: FaultKind): void;
  /** From now on nothing goes wrong. */
  stop(): void;
  counts(): ReadonlyMap<FaultKind, number>;
  /** The numbers of all faults that struck. */
  struck(): readonly number[];
};

/** Steps of a function with a bad day fail so many times as often as usual, whatever the others do. */
const FOCUS_INTENSITY = 7;
const SUM = STEP_FAULTS.reduce((sum, [, rate]) => sum + rate, 0);

/** The call that goes wrong often in a history, and how. */
export type Aim = { call: string; kind: StepFault };

const AIMED_SHARE = 0.3;

/** Faults of a seed; `intensity` multiplies every rate but that of the one that is aimed. */
export function makeFaults(
  random: Random,
  { intensity, aim }: { intensity: number; aim: Aim | undefined },
  choice: FaultChoice,
): Faults {
  const counts = new Map<FaultKind, number>();
  const struck: number[] = [];
  let number = 0;
  let stopped = false;
  const note = (kind: FaultKind): void => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  };
  const take = (kind: FaultKind): boolean => {
    if (choice.without.has(kind)) return false;
    number += 1;
    if (choice.skipped.has(number)) return false;
    struck.push(number);
    note(kind);
    return true;
  };
  return {
    strikes: (kind) =>
      !stopped && intensity > 0 && random.next() < OTHER_FAULTS[kind] * Math.min(1, intensity) && take(kind),
    step(call, isFocus) {
      if (stopped) return undefined;
      if (call === aim?.call && intensity > 0 && random.chance(AIMED_SHARE))
        return take(aim.kind) ? aim.kind : undefined;
      let draw = random.next() / (isFocus && intensity > 0 ? FOCUS_INTENSITY : intensity);
      if (draw >= SUM) return undefined;
      for (const [kind, rate] of STEP_FAULTS) {
        if (draw < rate) return take(kind) ? kind : undefined;
        draw -= rate;
      }
      return undefined;
    },
    note,
    stop: () => {
      stopped = true;
    },
    counts: () => counts,
    struck: () => struck,
  };
}
