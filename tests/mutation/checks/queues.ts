import type { Check } from '../checks.ts';
import { deadOf, send } from '../probes.ts';
import { QUEUES, type Queue } from '../queues.ts';
import { until } from '../until.ts';
import type { World } from '../world.ts';

/** Longer than a failed message rests. */
const REST_MS = 31_000;
/** More than any queue gives a message before it is dead. */
const MOST_RECEIVES = 60;
/** Nothing that a client tries again by itself. */
const NO_TABLE = { kind: 'error', status: 400, code: 'ResourceNotFoundException' } as const;
const RELEASE = 'blora/pasar-murah';

/** What becomes of messages that fail. */
export const queues: readonly Check[] = [
  ...QUEUES.map((queue) => ({
    name: `an unreadable message on ${queue} goes to the dead letters`,
    run: (world: World) => unreadable(world, queue),
  })),
  { name: 'a message that fails rests briefly', run: rests },
  { name: 'a message that fails again and again lies with the dead letters', run: redriven },
];

async function unreadable(world: World, queue: Queue): Promise<void> {
  const before = await deadOf(world, queue);
  await send(world, queue, { prompt: 'no such prompt' });
  await until(world, 'a dead letter', async () => (await deadOf(world, queue)) > before, {
    movingMs: 1_000,
    withinMs: 5_000,
  });
}

/** A valid prompt for each queue, about a release and an endpoint that exist. */
function prompts(endpointId: string): Record<Queue, object> {
  const deliver = { prompt: 'deliver', releaseId: RELEASE, endpointId };
  return {
    Uploads: { prompt: 'release', releaseId: RELEASE, why: 'look' },
    Conversions: { prompt: 'convert', key: 'incoming/blora/tidak-ada.zip', versionId: 'x' },
    Changes: { prompt: 'announce', releaseId: RELEASE, shard: 0 },
    Feeds: { prompt: 'feed', feedId: 'network' },
    Urgent: deliver,
    Deliveries: deliver,
    Bulk: deliver,
  };
}

/** Table and bucket fail for every function, until all are dead. */
async function rests(world: World): Promise<void> {
  const { running, calls, known } = world;
  world.isDisturbed = true;
  running.aws.setFaults(({ service, principal }) =>
    (service === 'dynamodb' && principal.includes(':assumed-role/')) ||
    (service === 's3' && principal.includes('Convert'))
      ? NO_TABLE
      : undefined,
  );
  for (const [queue, prompt] of Object.entries(prompts(known.endpointId))) {
    await send(world, queue as Queue, prompt);
  }
  const isRested = (queue: string): boolean =>
    calls.some(
      ({ action, resource, status }) =>
        action === 'sqs:ChangeMessageVisibility' && resource.includes(`-${queue}Queue`) && status === 200,
    );
  await until(world, 'every failed message to be given a rest', async () => QUEUES.every(isRested), {
    movingMs: 1_000,
    withinMs: 10_000,
  });
}

/** The messages of the check before: each queue has got one dead letter, the unreadable one. */
async function redriven(world: World): Promise<void> {
  const isDead = async (queue: Queue): Promise<boolean> => (await deadOf(world, queue)) > 1;
  for (const queue of QUEUES) {
    await until(world, `a dead letter on ${queue}`, () => isDead(queue), {
      movingMs: REST_MS,
      withinMs: MOST_RECEIVES * 2 * REST_MS,
    });
  }
  world.running.aws.setFaults(() => undefined);
  world.isDisturbed = false;
}
