import type { Outcome } from '#domain/webhook/outcome.ts';
import type { FaultKind, Faults } from '../engine/faults.ts';
import type { Random } from '../engine/random.ts';

type Mood = Extract<
  FaultKind,
  'partner-down' | 'partner-error' | 'partner-slow' | 'partner-busy' | 'partner-gone' | 'partner-odd'
>;
const MOODS: readonly Mood[] = [
  'partner-down',
  'partner-down',
  'partner-error',
  'partner-slow',
  'partner-busy',
  'partner-gone',
];

/** A time in which a partner's endpoint behaves in a way. */
export type Spell = { fromMs: number; untilMs: number; mood: Mood };

/** What a partner does with a request: whether it takes it, and what it answers. */
export type Answer = { taken: boolean; outcome: Outcome };

/** The spells of one endpoint while people are busy. Only the last endpoint is odd, since it may be given up for good. */
export function makeSpells(
  random: Random,
  { startMs, busyMs }: { startMs: number; busyMs: number },
  isOdd: boolean,
): Spell[] {
  if (!random.chance(0.55)) return [];
  const fromMs = startMs + random.next() * busyMs;
  const moods = isOdd && random.chance(0.5) ? (['partner-odd'] as const) : MOODS;
  return [{ fromMs, untilMs: fromMs + random.next() * 300_000, mood: random.pick(moods) }];
}

/** The answer of an endpoint to one request; `ok` is what it says when all is well. */
export function answerOf(
  facts: { nowMs: number; spells: readonly Spell[]; ok: string },
  faults: Faults,
  random: Random,
): Answer {
  const { nowMs, spells, ok } = facts;
  const spell = spells.find(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs);
  if (spell !== undefined && faults.strikes(spell.mood)) return ANSWERS[spell.mood](random, nowMs);
  if (faults.strikes('partner-reply-lost')) {
    return random.chance(0.5)
      ? { taken: true, outcome: timedOut('headers') }
      : { taken: true, outcome: BROKEN };
  }
  return { taken: true, outcome: response(200, ok) };
}

const BROKEN: Outcome = { kind: 'broken', detail: 'socket closed', durationMs: 5 };

const ANSWERS: Readonly<Record<Mood, (random: Random, nowMs: number) => Answer>> = {
  'partner-down': (random) => ({
    taken: false,
    outcome: random.pick<Outcome>([
      { kind: 'connect-failed', detail: 'refused', durationMs: 5 },
      { kind: 'dns-failed', detail: 'no such name', durationMs: 5 },
      { kind: 'tls-failed', detail: 'expired', durationMs: 5 },
      timedOut('connect'),
    ]),
  }),
  'partner-error': (random) => ({
    taken: random.chance(0.3),
    outcome: response(random.pick([301, 404, 408, 500, 503]), 'sorry'),
  }),
  'partner-slow': (random) => ({ taken: random.chance(0.6), outcome: timedOut('headers') }),
  'partner-busy': (random, nowMs) => ({
    taken: false,
    outcome: response(429, '', random.pick(retryAfters(nowMs))),
  }),
  'partner-gone': () => ({ taken: false, outcome: response(410, 'gone') }),
  'partner-odd': (random) => random.pick(ODD_ANSWERS),
};

const ODD_ANSWERS: readonly Answer[] = [
  { taken: false, outcome: { kind: 'blocked', detail: 'a private address', durationMs: 1 } },
  { taken: false, outcome: response(400, '', { 'webhook-delivery': 'abort-message' }) },
  { taken: false, outcome: response(400, '', { 'webhook-delivery': 'disable' }) },
  { taken: false, outcome: response(600, '') },
];

function retryAfters(nowMs: number): Record<string, string>[] {
  return [{}, { 'retry-after': '45' }, { 'retry-after': new Date(nowMs + 90_000).toUTCString() }];
}

function timedOut(phase: 'connect' | 'headers'): Outcome {
  return { kind: 'timed-out', phase, detail: phase, durationMs: 15_000 };
}

function response(status: number, body: string, headers: Record<string, string> = {}): Outcome {
  return { kind: 'response', status, headers, body, truncated: false, durationMs: 5 };
}
