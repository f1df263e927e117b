import type { World } from '../world/world.ts';

/** What must hold once nothing is left to do. */
export async function checkAtRest(world: World): Promise<void> {
  const { queues, violations, containers } = world;
  if (queues.open() > 0) violations.add('messages are left', String(queues.open()));
  if (containers.running() > 0) violations.add('a run never ended');
  for (const { poison, queue, body } of queues.dead)
    if (!poison) violations.add('dead letters', `${queue} ${body}`);
  await Promise.resolve();
}
