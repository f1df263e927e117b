import * as z from 'zod/mini';
import type { EventType } from './event-type.ts';
import { firewallOf } from './firewall.ts';
import type { Outcome } from './outcome.ts';
import { reportOf, type Report } from './pickup.ts';

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
  /** The version that a receiver holds after it, which an older or a refused one does not change. */
  holds: number;
};

/** What a receiver meets in production, in ten requests about a release that does not exist. The kill ends it. */
export const DRILL: readonly DrillStep[] = [
  { name: 'published', id: 'published', event: 'release.published', version: 1, holds: 1 },
  { name: 'duplicate', id: 'published', event: 'release.published', version: 1, holds: 1 },
  { name: 'updated', id: 'updated', event: 'release.updated', version: 2, holds: 2 },
  { name: 'older-version', id: 'older', event: 'release.updated', version: 1, holds: 2 },
  { name: 'corrected', id: 'corrected', event: 'release.corrected', version: 3, holds: 3 },
  { name: 'forged-signature', id: 'forged', event: 'release.updated', version: 4, wrong: 'forged', holds: 3 },
  { name: 'stale-timestamp', id: 'stale', event: 'release.updated', version: 4, wrong: 'stale', holds: 3 },
  { name: 'withdrawn', id: 'withdrawn', event: 'release.withdrawn', version: 5, holds: 5 },
  { name: 'embargoed', id: 'embargoed', event: 'release.embargoed', version: 6, holds: 6 },
  { name: 'killed', id: 'killed', event: 'release.killed', version: 7, holds: 7 },
];

export const gradeSchema = z.object({
  name: z.string(),
  passed: z.boolean(),
  /** A fault through which anybody could publish or take down what they like. */
  severe: z.exactOptional(z.boolean()),
  says: z.string(),
  status: z.exactOptional(z.int()),
  /** Where the receiver says that it published it. */
  url: z.exactOptional(z.string()),
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

/**
 * What a receiver's answer to a step is worth. Beside the status it is what the answer says: the `version` that is held,
 * the `url`, and for a kill `ack`. `before` are the grades of the earlier steps.
 */
export function gradeOf(step: DrillStep, outcome: Outcome, before: readonly Grade[]): Grade {
  const { name, wrong } = step;
  if (outcome.kind !== 'response') {
    return { name, passed: false, says: `gave no answer (${outcome.kind}): ${outcome.detail}`.slice(0, 300) };
  }
  const { status } = outcome;
  const isSuccess = status >= 200 && status <= 299;
  const firewall = firewallOf(outcome, isSuccess);
  if (firewall !== undefined) {
    return { name, passed: false, status, says: `${firewall} answered in its place: let webhooks through` };
  }
  if (wrong !== undefined) return gradeOfRefusal(name, wrong, status);
  if (!isSuccess) {
    return { name, passed: false, status, says: `answered ${status}: a receiver takes every event with 2xx` };
  }
  const report = reportOf(outcome);
  const { url, version } = report;
  const fault = faultOf(step, report, before);
  const said = url === undefined ? {} : { url };
  if (fault !== undefined) return { name, passed: false, status, says: fault, ...said };
  const isSeen = version !== undefined;
  return {
    name,
    passed: true,
    status,
    says: isSeen ? 'taken' : 'taken; it does not say what it holds',
    ...said,
  };
}

function gradeOfRefusal(name: string, wrong: 'forged' | 'stale', status: number): Grade {
  if (status >= 200 && status <= 299) return { name, passed: false, severe: true, status, says: SAYS[wrong] };
  return status >= 400 && status <= 499
    ? { name, passed: true, status, says: 'refused' }
    : {
        name,
        passed: false,
        status,
        says: `answered ${status}: refuse it with 401, and do not fail over it`,
      };
}

/** What is wrong with a 2xx, as far as the receiver lets it be seen. */
function faultOf(
  { name, event, version: sent, holds }: DrillStep,
  { url, version, isRemoved }: Report,
  before: readonly Grade[],
): string | undefined {
  if (event === 'release.killed' && !isRemoved) {
    return 'took the kill and does not say that it is gone: remove it and answer {"ack":"removed"}';
  }
  if (version === sent && sent < holds) {
    return `went back from version ${holds} to version ${sent}: keep the highest version of each uri`;
  }
  if (version !== undefined && version !== holds) {
    return version < holds
      ? `holds version ${version} after version ${holds}: take every version that is higher than yours`
      : `says that it holds version ${version}; there is none above ${holds}`;
  }
  const first = name === 'duplicate' ? before.find((grade) => grade.name === 'published')?.url : undefined;
  if (first === undefined || url === undefined || first === url) return undefined;
  return `published a duplicate a second time, at ${url.slice(0, 200)}: create or replace by uri`;
}
