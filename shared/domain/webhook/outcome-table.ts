import { firewallOf } from './firewall.ts';
import type { Outcome } from './outcome.ts';

/** Why an outcome is what it is: the error class of the log. */
export type Why =
  | 'ok'
  | 'redirect'
  | 'receiver-config'
  | 'receiver-busy'
  | 'receiver-error'
  | 'rate-limited'
  | 'firewall'
  | 'gone'
  | 'told-to-stop'
  | 'odd-status'
  | 'blocked-address'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'time-out'
  | 'broken';

/**
 * What an outcome stands for. `gone` is believed only when it is said twice; `pause` leaves the whole endpoint alone
 * and burns no budget; `retry-slower` also halves the requests at a time. `arrived: 'no'` where the partner surely got
 * nothing. `firewall` names whose page it was.
 */
export type Verdict = {
  step: 'told' | 'retry' | 'retry-slower' | 'pause' | 'gone' | 'disable' | 'give-up';
  why: Why;
  arrived: 'no' | 'maybe';
  firewall?: string;
};

/** `wish` is the response header `webhook-delivery` of an answer that is no success; `firewall` a firewall's page. */
type When =
  | { kind: 'response'; status?: readonly [from: number, to: number]; wish?: string; firewall?: true }
  | { kind: 'timed-out'; phase: Extract<Outcome, { kind: 'timed-out' }>['phase'] }
  | { kind: Exclude<Outcome['kind'], 'response' | 'timed-out'> };

type Row = readonly [when: When, step: Verdict['step'], why: Why, arrived: Verdict['arrived']];

/** What follows from which outcome; the first row that holds decides (webhooks.md §5). */
export const OUTCOME_TABLE: readonly Row[] = [
  [{ kind: 'response', status: [429, 429], firewall: true }, 'pause', 'firewall', 'maybe'],
  [{ kind: 'response', firewall: true }, 'retry', 'firewall', 'maybe'],
  [{ kind: 'response', status: [200, 299] }, 'told', 'ok', 'maybe'],
  [{ kind: 'response', wish: 'abort-message' }, 'give-up', 'told-to-stop', 'maybe'],
  [{ kind: 'response', wish: 'disable' }, 'disable', 'told-to-stop', 'maybe'],
  [{ kind: 'response', status: [300, 399] }, 'retry', 'redirect', 'maybe'],
  [{ kind: 'response', status: [408, 408] }, 'retry', 'receiver-error', 'maybe'],
  [{ kind: 'response', status: [410, 410] }, 'gone', 'gone', 'maybe'],
  [{ kind: 'response', status: [425, 425] }, 'retry', 'receiver-error', 'maybe'],
  [{ kind: 'response', status: [429, 429] }, 'pause', 'rate-limited', 'maybe'],
  [{ kind: 'response', status: [400, 499] }, 'retry', 'receiver-config', 'maybe'],
  [{ kind: 'response', status: [502, 504] }, 'retry-slower', 'receiver-busy', 'maybe'],
  [{ kind: 'response', status: [500, 599] }, 'retry', 'receiver-error', 'maybe'],
  [{ kind: 'response' }, 'retry', 'odd-status', 'maybe'],
  [{ kind: 'blocked' }, 'give-up', 'blocked-address', 'no'],
  [{ kind: 'dns-failed' }, 'retry', 'dns', 'no'],
  [{ kind: 'connect-failed' }, 'retry', 'connect', 'no'],
  [{ kind: 'tls-failed' }, 'retry', 'tls', 'no'],
  [{ kind: 'timed-out', phase: 'dns' }, 'retry', 'time-out', 'no'],
  [{ kind: 'timed-out', phase: 'connect' }, 'retry', 'time-out', 'no'],
  [{ kind: 'timed-out', phase: 'tls' }, 'retry', 'time-out', 'no'],
  [{ kind: 'timed-out', phase: 'headers' }, 'retry', 'time-out', 'maybe'],
  [{ kind: 'timed-out', phase: 'body' }, 'retry', 'time-out', 'maybe'],
  [{ kind: 'broken' }, 'retry', 'broken', 'maybe'],
];

/** What an outcome stands for, by the table above. */
export function classify(outcome: Outcome): Verdict {
  const firewall = outcome.kind === 'response' ? firewallOf(outcome, isSuccess(outcome.status)) : undefined;
  const row = OUTCOME_TABLE.find(([when]) => holds(when, outcome, firewall !== undefined));
  if (row === undefined) throw new Error(`no row of the table holds for ${outcome.kind}`);
  const [, step, why, arrived] = row;
  return { step, why, arrived, ...(firewall === undefined ? {} : { firewall }) };
}

function holds(when: When, outcome: Outcome, isFirewall: boolean): boolean {
  if (when.kind === 'timed-out') return outcome.kind === 'timed-out' && outcome.phase === when.phase;
  if (when.kind !== 'response' || outcome.kind !== 'response') return when.kind === outcome.kind;
  const { status, wish, firewall } = when;
  if (status && (outcome.status < status[0] || outcome.status > status[1])) return false;
  if (wish !== undefined && wish !== outcome.headers['webhook-delivery']?.trim().toLowerCase()) return false;
  return firewall === undefined || isFirewall;
}

function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}
