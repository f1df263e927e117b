import { Hono } from 'hono';
import { DUE_SHARDS } from '#ports/due-store.ts';
import { requireOperator, type ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { audited } from './audited.ts';
import { notFound } from './problem.ts';

/** `/api/queues`: what waits and what was given up; dead letters are sent on their way again. */
export function queueRoutes(deps: ApiDeps): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.use(requireOperator);
  routes.get('/', async (context) => {
    const [queues, overdueSince] = await Promise.all([deps.queues.figures(), oldestOverdue(deps)]);
    return context.json({ queues, ...(overdueSince === undefined ? {} : { overdueSince }) });
  });
  routes.post('/:name/redrive', async (context) => {
    const wanted = context.req.param('name');
    const found = (await deps.queues.figures()).find(({ name }) => name === wanted);
    if (found === undefined) throw notFound(`queue "${wanted}"`);
    await deps.queues.redrive(found.name);
    await audited(deps, context, 'queue.redrive', found.name, { dead: String(found.dead) });
    return context.json({ name: found.name, moving: found.dead }, 202);
  });
  return routes;
}

/** Since when the oldest work waits whose time has come: with a clock that runs, for a minute at most. */
async function oldestOverdue({ due, clock }: ApiDeps): Promise<string | undefined> {
  const until = new Date(clock.now()).toISOString();
  const oldest = await Promise.all(
    Array.from({ length: DUE_SHARDS }, (_, shard) => due.listDue(shard, until, 1)),
  );
  return oldest
    .flat()
    .map(({ dueAt }) => dueAt)
    .toSorted()[0];
}
