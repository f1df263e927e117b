import { Hono } from 'hono';
import * as z from 'zod/mini';
import { deliverySchema, type Delivery } from '#domain/webhook/delivery.ts';
import { partsOfDeliveryId } from '#domain/webhook/ids.ts';
import { mayActFor, requirePartner, type ApiContext, type ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { audited } from './audited.ts';
import { cursorWord, decodeCursor, encodeCursor } from './cursor.ts';
import { instant } from './instant.ts';
import { existing } from './partner-routes.ts';
import { notFound, unprocessable } from './problem.ts';
import { readQuery } from './read-request.ts';
import { requireActive } from './require-active.ts';

const PAGE = 50;
export const deliveriesQuerySchema = z.strictObject({
  state: z.exactOptional(deliverySchema.shape.state),
  since: z.exactOptional(instant),
  until: z.exactOptional(instant),
  cursor: z.exactOptional(cursorWord),
});
const cursorSchema = z.object({ eventTime: instant, deliveryId: z.string().check(z.maxLength(200)) });
type Place = z.infer<typeof cursorSchema>;

/** `/api/partners/:id/deliveries`: what its endpoints were told, newest first. */
export function partnerDeliveryRoutes(deps: ApiDeps): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.get('/:id/deliveries', async (context) => {
    const id = context.req.param('id');
    requirePartner(context, id);
    const { state, since, until, cursor } = readQuery(context, deliveriesQuerySchema);
    const before = cursor === undefined ? undefined : decodeCursor(cursor, cursorSchema);
    const { endpointIds } = await existing(deps, id);
    const lists = await Promise.all(
      endpointIds.map((endpointId) =>
        deps.holders.listDeliveries(endpointId, {
          limit: PAGE,
          ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
          ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
          ...(before === undefined ? {} : { before }),
        }),
      ),
    );
    const page = lists.flat().toSorted(newestFirst).slice(0, PAGE);
    const shownPage = page.filter((delivery) => state === undefined || delivery.state === state);
    const last = page.length === PAGE ? page.at(-1) : undefined;
    return context.json({
      deliveries: shownPage.map(shown),
      ...(last === undefined ? {} : { next: encodeCursor(placeOf(last)) }),
    });
  });
  return routes;
}

/** `/api/deliveries/:id`: one, with its failed attempts; or told once more. */
export function deliveryRoutes(deps: ApiDeps): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.get('/:id', async (context) => {
    const delivery = await allowedDelivery(deps, context);
    const attempts = await deps.holders.listAttempts(delivery.endpointId, delivery.deliveryId);
    return context.json({
      ...shown(delivery),
      failedAttempts: attempts.map(({ expiresAtSeconds: _expires, ...attempt }) => attempt),
    });
  });
  routes.post('/:id/replay', async (context) => {
    const { deliveryId, endpointId, releaseId } = await allowedDelivery(deps, context);
    if (releaseId === undefined) throw unprocessable('id: a challenge or a test is no news; send it anew.');
    requireActive(await deps.partners.getEndpoint(endpointId));
    const replay = deps.random.id();
    await deps.prompts.send('bulk', [{ prompt: 'deliver', releaseId, endpointId, replay }]);
    await audited(deps, context, 'delivery.replay', deliveryId);
    return context.json({ id: deliveryId, replay }, 202);
  });
  return routes;
}

async function allowedDelivery(deps: ApiDeps, context: ApiContext): Promise<Delivery> {
  const id = context.req.param('id') ?? '';
  const parts = partsOfDeliveryId(id);
  const delivery = parts && (await deps.holders.getDelivery(parts.endpointId, parts.eventTime, id));
  if (delivery === undefined || !mayActFor(context, delivery.partnerId)) throw notFound('such delivery');
  return delivery;
}

function placeOf({ eventTime, deliveryId }: Delivery): Place {
  return { eventTime, deliveryId };
}

/** The order of the stores' keys, so that the endpoints' lists go on at one place. */
function newestFirst(a: Delivery, b: Delivery): number {
  return byCodeUnit(b.eventTime, a.eventTime) || byCodeUnit(b.deliveryId, a.deliveryId);
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function shown({ deliveryId, expiresAtSeconds: _expires, ...rest }: Delivery) {
  return { id: deliveryId, ...rest };
}
