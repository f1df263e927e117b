import { Hono } from 'hono';
import * as z from 'zod/mini';
import type { Endpoint } from '#domain/partner/endpoint.ts';
import { DRILL } from '#domain/webhook/drill.ts';
import { eventTypeSchema } from '#domain/webhook/event-type.ts';
import { deliveryIdOf, eventTimeOf, testIdOf } from '#domain/webhook/ids.ts';
import { replayStateSchema, type Replay } from '#domain/webhook/replay.ts';
import type { ApiContext, ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { audited } from './audited.ts';
import { holdings } from './holdings.ts';
import { instant } from './instant.ts';
import { ownedEndpoint } from './owned-endpoint.ts';
import { conflict, notFound } from './problem.ts';
import { readOptionalBody } from './read-request.ts';
import { requireActive } from './require-active.ts';

const KEPT_SECONDS = 90 * 86_400;
export const testSchema = z.strictObject({ event: z.exactOptional(eventTypeSchema) });
export const replayBodySchema = z.strictObject({
  since: z.exactOptional(instant),
  until: z.exactOptional(instant),
  states: z._default(z.array(replayStateSchema).check(z.minLength(1), z.maxLength(3)), ['failed']),
});

/** `/api/partners/:id/endpoints/:eid`: what is asked of an endpoint, and what it should hold. */
export function endpointWorkRoutes(deps: ApiDeps): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.post('/:id/endpoints/:eid/test', (context) => test(deps, context));
  routes.post('/:id/endpoints/:eid/drill', (context) => drill(deps, context));
  routes.get('/:id/endpoints/:eid/drill/:job', async (context) => {
    const { endpointId } = await ownedEndpoint(deps, context);
    const found = await deps.jobs.getDrill(endpointId, context.req.param('job'));
    if (found === undefined) throw notFound('such drill');
    const { drillId, at, grades } = found;
    const passed = grades.filter((grade) => grade.passed).length;
    const state = grades.length < DRILL.length ? 'running' : 'done';
    return context.json({ id: drillId, at, state, passed, of: DRILL.length, grades });
  });
  routes.post('/:id/endpoints/:eid/replay', (context) => replay(deps, context));
  routes.get('/:id/endpoints/:eid/replay/:job', async (context) => {
    const { endpointId } = await ownedEndpoint(deps, context);
    const found = await deps.jobs.getReplay(endpointId, context.req.param('job'));
    if (found === undefined) throw notFound('such replay');
    return context.json(shownReplay(found));
  });
  routes.get('/:id/endpoints/:eid/holdings', (context) => holdings(deps, context));
  return routes;
}

/** One event of each type, or of the one that is named, to an endpoint that has proved itself before. */
async function test(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const { endpointId } = await provedEndpoint(deps, context);
  const { event } = await readOptionalBody(context, testSchema);
  const at = new Date(deps.clock.now()).toISOString();
  const events = event === undefined ? eventTypeSchema.options : [event];
  await deps.prompts.send(
    'bulk',
    events.map((each) => ({ prompt: 'test', endpointId, event: each, at }) as const),
  );
  await audited(deps, context, 'endpoint.test', endpointId);
  const ids = events.map((each) => deliveryIdOf(endpointId, eventTimeOf(at), testIdOf(endpointId, at, each)));
  return context.json({ deliveries: ids }, 202);
}

async function drill(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const { endpointId } = await provedEndpoint(deps, context);
  const nowMs = deps.clock.now();
  const drillId = deps.random.id();
  const at = new Date(nowMs).toISOString();
  const expiresAtSeconds = Math.floor(nowMs / 1000) + KEPT_SECONDS;
  await deps.jobs.putDrill({ endpointId, drillId, at, grades: [], rev: 1, expiresAtSeconds }, 0);
  await deps.prompts.send('bulk', [{ prompt: 'drill', endpointId, drillId }]);
  await audited(deps, context, 'endpoint.drill', endpointId);
  return context.json({ id: drillId, state: 'running', of: DRILL.length }, 202);
}

async function replay(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const endpoint = await ownedEndpoint(deps, context);
  const { endpointId } = endpoint;
  const { states, since, until } = await readOptionalBody(context, replayBodySchema);
  requireActive(endpoint);
  const nowMs = deps.clock.now();
  const job: Replay = {
    endpointId,
    replayId: deps.random.id(),
    states,
    ...(since === undefined ? {} : { since: eventTimeOf(since) }),
    ...(until === undefined ? {} : { until: eventTimeOf(until) }),
    state: 'running',
    seen: 0,
    prompted: 0,
    createdAt: new Date(nowMs).toISOString(),
    rev: 1,
    expiresAtSeconds: Math.floor(nowMs / 1000) + KEPT_SECONDS,
  };
  await deps.jobs.putReplay(job, 0);
  await deps.prompts.send('bulk', [{ prompt: 'replay', endpointId, replayId: job.replayId }]);
  await audited(deps, context, 'endpoint.replay', endpointId, { states: states.join(' ') });
  return context.json(shownReplay(job), 202);
}

/** Nothing is sent to a URL that was never proved to be its partner's. */
async function provedEndpoint(deps: ApiDeps, context: ApiContext): Promise<Endpoint> {
  const endpoint = await ownedEndpoint(deps, context);
  if (endpoint.verifiedAt !== undefined) return endpoint;
  throw conflict('The endpoint has not answered its challenge yet. Let it echo the challenge first.');
}

function shownReplay({ replayId, states, since, until, state, seen, prompted, createdAt }: Replay) {
  return { id: replayId, states, since, until, state, seen, prompted, createdAt };
}
