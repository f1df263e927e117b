import { expect, it } from 'vitest';
import { decidePulse, type PulseDecision, type PulseFacts } from '#domain/pulse/decide-pulse.ts';

const PUT = '2026-03-01T08:00:00Z';
const after = (seconds: number): string => new Date(Date.parse(PUT) + seconds * 1000).toISOString();
/** An answer that came so many seconds later. */
const answered = (seconds: number, { would = 'published', to = PUT } = {}): PulseFacts['answer'] => ({
  uploadedAt: to,
  at: after(seconds),
  would,
});

const CASES: readonly [string, number, Pick<PulseFacts, 'put' | 'answer'>, PulseDecision][] = [
  ['before the first', 0, { put: undefined, answer: undefined }, { put: true }],
  ['on its way', 59, { put: PUT, answer: undefined }, { seconds: 59, put: false }],
  ['answered', 60, { put: PUT, answer: answered(2) }, { seconds: 2, put: false }],
  ['answered, and the next is due', 300, { put: PUT, answer: answered(2) }, { seconds: 2, put: true }],
  ['answered late', 900, { put: PUT, answer: answered(840) }, { seconds: 840, put: true }],
  ['without an answer', 899, { put: PUT, answer: undefined }, { seconds: 899, put: false }],
  ['given up', 900, { put: PUT, answer: undefined }, { seconds: 900, put: true }],
  [
    'with the answer to the one before',
    60,
    { put: PUT, answer: answered(-298, { to: after(-300) }) },
    { seconds: 60, put: false },
  ],
  ['refused', 240, { put: PUT, answer: answered(1, { would: 'refused' }) }, { seconds: 240, put: false }],
  [
    'refused, and the next is due',
    300,
    { put: PUT, answer: answered(1, { would: 'refused' }) },
    { seconds: 300, put: true },
  ],
  ['put by a clock that is ahead', -5, { put: PUT, answer: undefined }, { seconds: 0, put: false }],
  [
    'answered, said with milliseconds',
    60,
    { put: PUT, answer: answered(2, { to: '2026-03-01T08:00:00.000Z' }) },
    { seconds: 2, put: false },
  ],
];

it.each(CASES)('a pulse %s', (_, seconds, facts, decision) => {
  expect(decidePulse({ nowMs: Date.parse(PUT) + seconds * 1000, ...facts })).toEqual(decision);
});
