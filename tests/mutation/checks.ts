import { edge } from './checks/edge.ts';
import { first } from './checks/first.ts';
import { hub } from './checks/hub.ts';
import { operators } from './checks/operators.ts';
import { partners } from './checks/partners.ts';
import { queues } from './checks/queues.ts';
import { sweeps } from './checks/sweeps.ts';
import { unusedGrants } from './unused-grants.ts';
import type { World } from './world.ts';

/** Something that works from end to end, named as it stands in the table of wires. */
export type Check = { name: string; run: (world: World) => Promise<void> };

/** In the order in which they run; each leaves the stack as the next one expects it. */
export const CHECKS: readonly Check[] = [
  ...first,
  ...edge,
  ...hub,
  ...queues,
  ...sweeps,
  ...partners,
  ...operators,
  { name: 'no function was refused anything, or failed', run: nothingFailed },
  { name: 'no function may do what it never does', run: nothingUnused },
];

async function nothingFailed(world: World): Promise<void> {
  const trouble = world.trouble();
  if (trouble !== undefined) throw new Error(trouble);
}

async function nothingUnused({ running, calls }: World): Promise<void> {
  const unused = unusedGrants(running.stack, calls);
  if (unused.length > 0) throw new Error(`never used: ${unused.join(', ')}`);
}
