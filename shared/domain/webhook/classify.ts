import type { Outcome } from './outcome.ts';

/**
 * What an outcome stands for. `gone` is believed only when it is said twice; `pause` leaves the whole endpoint alone
 * and burns no budget; `retry-slower` also asks for fewer requests at a time. `arrived: 'no'` where the partner surely
 * got nothing.
 */
export type Verdict = {
  step: 'told' | 'retry' | 'retry-slower' | 'pause' | 'gone' | 'disable' | 'give-up';
  why:
    | 'ok'
    | 'redirect'
    | 'receiver-config'
    | 'receiver-busy'
    | 'receiver-error'
    | 'rate-limited'
    | 'gone'
    | 'told-to-stop'
    | 'odd-status'
    | 'blocked-address'
    | 'dns'
    | 'connect'
    | 'tls'
    | 'time-out'
    | 'broken';
  arrived: 'no' | 'maybe';
};

type Row = readonly [from: number, to: number, step: Verdict['step'], why: Verdict['why']];

/** By status; the first row that holds decides (webhooks.md §5). */
const BY_STATUS: readonly Row[] = [
  [200, 299, 'told', 'ok'],
  [300, 399, 'retry', 'redirect'],
  [408, 408, 'retry', 'receiver-error'],
  [410, 410, 'gone', 'gone'],
  [425, 425, 'retry', 'receiver-error'],
  [429, 429, 'pause', 'rate-limited'],
  [400, 499, 'retry', 'receiver-config'],
  [502, 504, 'retry-slower', 'receiver-busy'],
  [500, 599, 'retry', 'receiver-error'],
];

/** Where there was no answer. */
const BY_KIND = {
  blocked: { step: 'give-up', why: 'blocked-address', arrived: 'no' },
  'dns-failed': { step: 'retry', why: 'dns', arrived: 'no' },
  'connect-failed': { step: 'retry', why: 'connect', arrived: 'no' },
  'tls-failed': { step: 'retry', why: 'tls', arrived: 'no' },
  broken: { step: 'retry', why: 'broken', arrived: 'maybe' },
} as const satisfies Record<Exclude<Outcome['kind'], 'response' | 'timed-out'>, Verdict>;

/** What a receiver may say in `webhook-delivery` of an answer that is no success (Standard Webhooks). */
const BY_WISH: ReadonlyMap<string, Verdict> = new Map([
  ['abort-message', { step: 'give-up', why: 'told-to-stop', arrived: 'maybe' }],
  ['disable', { step: 'disable', why: 'told-to-stop', arrived: 'maybe' }],
]);

/** What an outcome stands for, by the tables above. */
export function classify(outcome: Outcome): Verdict {
  switch (outcome.kind) {
    case 'response': {
      const row = BY_STATUS.find(([from, to]) => outcome.status >= from && outcome.status <= to);
      const verdict: Verdict = {
        step: row?.[2] ?? 'retry',
        why: row?.[3] ?? 'odd-status',
        arrived: 'maybe',
      };
      const wish = outcome.headers['webhook-delivery']?.trim().toLowerCase();
      return verdict.step === 'told' || wish === undefined ? verdict : (BY_WISH.get(wish) ?? verdict);
    }
    case 'timed-out':
      return { step: 'retry', why: 'time-out', arrived: outcome.phase === 'connect' ? 'no' : 'maybe' };
    case 'blocked':
    case 'dns-failed':
    case 'connect-failed':
    case 'tls-failed':
    case 'broken':
      return BY_KIND[outcome.kind];
  }
}
