import { Hono } from 'hono';
import * as z from 'zod/mini';
import { endpointFilterSchema, type Endpoint } from '#domain/partner/endpoint.ts';
import { checkEndpointUrl } from '#domain/webhook/address.ts';
import { eventTypeSchema } from '#domain/webhook/event-type.ts';
import { deriveSecret } from '#domain/webhook/secret.ts';
import { untilWritten } from '#platform/until-written.ts';
import { requirePartner, type ApiContext, type ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { audited } from './audited.ts';
import { existing } from './partner-routes.ts';
import { conflict, notFound, unprocessable } from './problem.ts';
import { readBody } from './read-request.ts';

/** A partner needs a moment to keep the secret that the challenge is signed with (DESIGN §6). */
const CHALLENGE_DELAY_SECONDS = 5;
const MOST_ENDPOINTS = 20;
const MOST_EARLIER_WISHES = 10;

const fields = {
  events: z.exactOptional(z.array(eventTypeSchema).check(z.minLength(1))),
  filter: z.exactOptional(z.strictObject(endpointFilterSchema.shape)),
  schedule: z.exactOptional(z.array(z.int().check(z.minimum(0), z.maximum(86_400))).check(z.maxLength(20))),
  maxAge: z.exactOptional(z.int().check(z.minimum(60), z.maximum(604_800))),
};
const format = z.literal('thin', 'only "thin" is delivered; the formats with content are not there yet');
const newSchema = z.strictObject({
  ...fields,
  url: z.string(),
  format: z._default(format, 'thin'),
  minor: z._default(z.boolean(), false),
});
const changeSchema = z.strictObject({
  ...fields,
  url: z.exactOptional(z.string()),
  format: z.exactOptional(format),
  minor: z.exactOptional(z.boolean()),
});
type Change = z.infer<typeof changeSchema>;

/** `/api/partners/:id/endpoints`: a partner's webhook URLs. */
export function endpointRoutes(deps: ApiDeps): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.get('/:id/endpoints', async (context) => {
    const id = context.req.param('id');
    requirePartner(context, id);
    const { endpointIds } = await existing(deps, id);
    const endpoints = await Promise.all(
      endpointIds.map((endpointId) => deps.partners.getEndpoint(endpointId)),
    );
    return context.json({ endpoints: endpoints.filter((endpoint) => endpoint !== undefined).map(shown) });
  });
  routes.post('/:id/endpoints', (context) => create(deps, context, context.req.param('id')));
  routes.get('/:id/endpoints/:eid', async (context) => {
    const endpoint = await owned(deps, context, context.req.param('id'), context.req.param('eid'));
    const health = await deps.partners.getHealth(endpoint.endpointId);
    return context.json({
      ...shown(endpoint),
      ...(health === undefined ? {} : { health: shownHealth(health) }),
    });
  });
  routes.patch('/:id/endpoints/:eid', async (context) => {
    const change = await readBody(context, changeSchema);
    const url = change.url === undefined ? undefined : acceptable(deps, change.url);
    const { endpoint, moved } = await changeEndpoint(deps, context, (stored) =>
      withChange(deps, stored, change, url),
    );
    if (moved) await challenge(deps, endpoint);
    await audited(deps, context, 'endpoint.change', endpoint.endpointId);
    return context.json(shown(endpoint));
  });
  routes.delete('/:id/endpoints/:eid', (context) => remove(deps, context));
  routes.post('/:id/endpoints/:eid/:action{verify|enable|disable}', (context) => act(deps, context));
  return routes;
}

async function create(deps: ApiDeps, context: ApiContext, partnerId: string): Promise<Response> {
  requirePartner(context, partnerId);
  const { url, maxAge, ...body } = await readBody(context, newSchema);
  const href = acceptable(deps, url);
  const partner = await existing(deps, partnerId);
  if (partner.endpointIds.length >= MOST_ENDPOINTS) {
    throw conflict(`A partner has at most ${MOST_ENDPOINTS} endpoints. Remove one that is not used.`);
  }
  const root = (await deps.keyring.roots())[0];
  if (root === undefined) throw new Error('the keyring has no root');
  const now = new Date(deps.clock.now()).toISOString();
  const endpoint: Endpoint = {
    ...body,
    ...(maxAge === undefined ? {} : { maxAgeSeconds: maxAge }),
    endpointId: `ep-${deps.random.id()}`,
    partnerId,
    url: href,
    state: 'pending',
    embargo: partner.embargo,
    keys: [{ root: root.id, generation: 1 }],
    challenge: { since: now, attempt: 0 },
    createdAt: now,
    rev: 1,
  };
  await deps.partners.putEndpoint(endpoint, 0);
  await setEndpointIds(deps, partnerId, (ids) => [...ids, endpoint.endpointId]);
  await challenge(deps, endpoint);
  await audited(deps, context, 'endpoint.create', endpoint.endpointId, { partner: partnerId });
  const secret = deriveSecret(root.secret, endpoint.endpointId, 1);
  return context.json({ ...shown(endpoint), secret }, 201);
}

async function remove(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const { id = '', eid = '' } = context.req.param();
  const { endpointId } = await owned(deps, context, id, eid);
  await deps.partners.removeEndpoint(endpointId);
  await setEndpointIds(deps, id, (ids) => ids.filter((other) => other !== endpointId));
  await audited(deps, context, 'endpoint.remove', endpointId, { partner: id });
  return context.body(null, 204);
}

/** `verify` asks for the proof again; `enable` also, where none was given yet; `disable` keeps what comes. */
async function act(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const action = context.req.param('action') ?? '';
  const at = new Date(deps.clock.now()).toISOString();
  const { endpoint } = await changeEndpoint(deps, context, (stored) => {
    const { disabled: _disabled, challenge: _challenge, ...rest } = stored;
    if (action === 'disable') return { ...rest, state: 'disabled', disabled: { at, why: 'asked for' } };
    if (action === 'enable' && stored.verifiedAt !== undefined) return { ...rest, state: 'active' };
    return { ...rest, state: 'pending', challenge: { since: at, attempt: 0 } };
  });
  if (endpoint.state === 'pending') await challenge(deps, endpoint);
  if (endpoint.state === 'active') {
    await deps.prompts.send('urgent', [{ prompt: 'enable', endpointId: endpoint.endpointId }]);
  }
  await audited(deps, context, `endpoint.${action}`, endpoint.endpointId);
  return context.json(shown(endpoint));
}

async function changeEndpoint(
  deps: ApiDeps,
  context: ApiContext,
  change: (stored: Endpoint) => Endpoint,
): Promise<{ endpoint: Endpoint; moved: boolean }> {
  const { id = '', eid = '' } = context.req.param();
  return untilWritten('an endpoint', async () => {
    const stored = await owned(deps, context, id, eid);
    const endpoint = { ...change(stored), rev: stored.rev + 1 };
    const written = await deps.partners.putEndpoint(endpoint, stored.rev);
    return written === 'written' ? { endpoint, moved: endpoint.url !== stored.url } : undefined;
  });
}

/** New wishes hold from now on; what held before is kept, so that one webhook-id never has two bodies. */
function withChange(deps: ApiDeps, stored: Endpoint, change: Change, url: string | undefined): Endpoint {
  const now = new Date(deps.clock.now()).toISOString();
  const { url: _url, maxAge, ...wishes } = change;
  const next: Endpoint = {
    ...stored,
    ...wishes,
    ...(maxAge === undefined ? {} : { maxAgeSeconds: maxAge }),
  };
  if (wishes.events !== undefined || wishes.filter !== undefined || wishes.minor !== undefined) {
    const { events, filter, minor, wishesSince, createdAt, earlierWishes = [] } = stored;
    const earlier = {
      minor,
      since: wishesSince ?? createdAt,
      ...(events === undefined ? {} : { events }),
      ...(filter === undefined ? {} : { filter }),
    };
    next.earlierWishes = [earlier, ...earlierWishes].slice(0, MOST_EARLIER_WISHES);
    next.wishesSince = now;
  }
  if (url === undefined || url === stored.url) return next;
  const { verifiedAt: _verifiedAt, ...unproved } = next;
  return { ...unproved, url, state: 'pending', challenge: { since: now, attempt: 0 } };
}

function acceptable(deps: ApiDeps, url: string): string {
  const checked = checkEndpointUrl(url, deps.urlPolicy);
  if (checked.ok) return checked.value;
  throw unprocessable(
    `url: ${checked.error.found} is not taken (${checked.error.code}). ${checked.error.remedy}`,
  );
}

async function challenge(deps: ApiDeps, { endpointId }: Endpoint): Promise<void> {
  const options = { delaySeconds: CHALLENGE_DELAY_SECONDS };
  await deps.prompts.send('urgent', [{ prompt: 'challenge', endpointId }], options);
}

async function owned(
  deps: ApiDeps,
  context: ApiContext,
  partnerId: string,
  endpointId: string,
): Promise<Endpoint> {
  requirePartner(context, partnerId);
  const endpoint = await deps.partners.getEndpoint(endpointId);
  if (endpoint?.partnerId !== partnerId) throw notFound(`endpoint "${endpointId}"`);
  return endpoint;
}

async function setEndpointIds(
  deps: ApiDeps,
  partnerId: string,
  change: (ids: string[]) => string[],
): Promise<void> {
  await untilWritten('a partner', async () => {
    const partner = await existing(deps, partnerId);
    const next = { ...partner, endpointIds: change(partner.endpointIds), rev: partner.rev + 1 };
    return (await deps.partners.putPartner(next, partner.rev)) === 'written' ? 'done' : undefined;
  });
}

/** Everything but the keys: which root and generation sign is nobody's business. */
function shown({
  endpointId,
  keys: _keys,
  rev: _rev,
  earlierWishes: _earlier,
  maxAgeSeconds,
  ...rest
}: Endpoint) {
  return { id: endpointId, ...rest, ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }) };
}

function shownHealth({
  failuresInRow,
  lastSuccessAt,
  lastFailureAt,
  pausedUntil,
}: {
  failuresInRow: number;
  lastSuccessAt?: string;
  lastFailureAt?: string;
  pausedUntil?: string;
}) {
  return { failuresInRow, lastSuccessAt, lastFailureAt, pausedUntil };
}
