import type { World } from '../world/world.ts';
import { checkDocuments } from './documents.ts';
import { checkLog } from './log.ts';
import { checkPartners } from './partners.ts';
import { checkReleases } from './releases.ts';
import { readTruth } from './truth.ts';

/** What must hold once nothing is left to do (I1–I9 and DESIGN §3 "Never"). */
export async function checkAtRest(world: World): Promise<void> {
  checkQueues(world);
  const truth = await readTruth(world);
  checkReleases(world, truth);
  checkLog(world, truth);
  await checkDocuments(world, truth);
  await checkPartners(world, truth);
  checkRepairs(world);
}

/** I7: no message is left, and none but poison has died. */
function checkQueues({ queues, violations, containers, waited }: World): void {
  // A command whose release never comes is looked at for ever.
  const left = queues.open((body) => [...waited].some((key) => body.includes(key)));
  if (left > 0) violations.add('messages are left', String(left));
  if (containers.running() > 0 && queues.open() === left) violations.add('a run never ended');
  for (const { poison, queue, body } of queues.dead) {
    if (!poison) violations.add(`dead letters of ${queue}`, body);
  }
}

/** Where nothing was lost and nobody paused, looks find nothing to repair; but one that comes during a change may. */
function checkRepairs({ faults, repairs, violations, waited }: World): void {
  // The sweep takes a command that waits for its release for a lost one.
  if (waited.size > 0) return;
  const counts = faults.counts();
  const losing = [
    'prompt-lost',
    's3-event-lost',
    's3-event-late',
    'zombie',
    'redrive',
    'dropped-then-redelivered',
    'crash-before',
    'crash-after',
  ] as const;
  if (losing.some((kind) => (counts.get(kind) ?? 0) > 0)) return;
  if (repairs.length > 0) violations.add('a look repaired what nothing had harmed', repairs.join(', '));
}
