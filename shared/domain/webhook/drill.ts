import * as z from 'zod/mini';
import type { EventType } from './event-type.ts';
import { firewallOf } from './firewall.ts';
import type { Outcome } from './outcome.ts';

/**
 * One request of a drill. `id` names its webhook-id: two steps of one id are the same webhook twice. `forged` is signed
 * with a key that is not the endpoint's, `stale` with a timestamp of an hour ago; both must be refused.
 */
export type DrillStep = {
  name: string;
  id: string;
  event: EventType;
  version: number;
  wrong?: 'forged' | 'stale';
};

/** What a receiver meets in production, in ten requests about a release that does not exist. The kill ends it. */
export const DRILL: readonly DrillStep[] = [
  { name: 'published', id: 'published', event: 'release.published', version: 1 },
  { name: 'duplicate', id: 'published', event: 'release.published', version: 1 },
  { name: 'updated', id: 'updated', event: 'release.updated', version: 2 },
  { name: 'older-version', id: 'older', event: 'release.updated', version: 1 },
  { name: 'corrected', id: 'corrected', event: 'release.corrected', version: 3 },
  { name: 'forged-signature', id: 'forged', event: 'release.updated', version: 4, wrong: 'forged' },
  { name: 'stale-timestamp', id: 'stale', event: 'release.updated', version: 4, wrong: 'stale' },
  { name: 'withdrawn', id: 'withdrawn', event: 'release.withdrawn', version: 5 },
  { name: 'embargoed', id: 'embargoed', event: 'release.embargoed', version: 6 },
  { name: 'killed', id: 'killed', event: 'release.killed', version: 7 },
];

export const gradeSchema = z.object({
  name: z.string(),
  passed: z.boolean(),
  /** A fault through which anybody could publish or take down what they like. */
  severe: z.exactOptional(z.boolean()),
  says: z.string(),
  status: z.exactOptional(z.int()),
});
export type Grade = z.infer<typeof gradeSchema>;

/** `ENDPOINT#<id>` / `DRILL#<drillId>`: the steps that were graded so far. */
export const drillSchema = z.object({
  endpointId: z.string(),
  drillId: z.string(),
  at: z.string(),
  grades: z.array(gradeSchema),
  rev: z.int(),
  expiresAtSeconds: z.int(),
});
export type Drill = z.infer<typeof drillSchema>;

const SAYS = {
  forged: 'accepted a forged signature: verify webhook-signature before anything else',
  stale: 'accepted a timestamp of an hour ago: refuse what is older than five minutes',
} as const;

/** What a receiver's answer to a step is worth. */
export function gradeOf({ name, wrong }: DrillStep, outcome: Outcome): Grade {
  if (outcome.kind !== 'response') {
    return { name, passed: false, says: `gave no answer (${outcome.kind}): ${outcome.detail}`.slice(0, 300) };
  }
  const { status } = outcome;
  const isSuccess = status >= 200 && status <= 299;
  const firewall = firewallOf(outcome, isSuccess);
  if (firewall !== undefined) {
    return { name, passed: false, status, says: `${firewall} answered in its place: let webhooks through` };
  }
  if (wrong === undefined) {
    return isSuccess
      ? { name, passed: true, status, says: 'taken' }
      : { name, passed: false, status, says: `answered ${status}: a receiver takes every event with 2xx` };
  }
  if (isSuccess) return { name, passed: false, severe: true, status, says: SAYS[wrong] };
  const isRefusal = status >= 400 && status <= 499;
  return isRefusal
    ? { name, passed: true, status, says: 'refused' }
    : {
        name,
        passed: false,
        status,
        says: `answered ${status}: refuse it with 401, and do not fail over it`,
      };
}
