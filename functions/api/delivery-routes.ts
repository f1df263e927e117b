import { Hono } from 'hono';
import * as z from 'zod/mini';
import { deliverySchema, type Delivery } from '#domain/webhook/delivery.ts';
import { partsOfDeliveryId } from '#domain/webhook/ids.ts';
import { requirePartner, type ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { existing } from './partner-routes.ts';
import { notFound } from './problem.ts';
import { readQuery } from './read-request.ts';

const PAGE = 50;
const instant = z.iso.datetime({ offset: true });
const querySchema = z.strictObject({
  state: z.exactOptional(deliverySchema.shape.state),
  since: z.exactOptional(instant),
  until: z.exactOptional(instant),
  cursor: z.exactOptional(z.string()),
});
const cursorSchema = z.object({ before: z.string() });

/** `/api/partners/:id/deliveries`: what its endpoints were told, newest first. */
export function partnerDeliveryRoutes(deps: ApiDeps): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.get('/:id/deliveries', async (context) => {
    const id = context.req.param('id');
    requirePartner(context, id);
    const { state, since, until, cursor } = readQuery(context, querySchema);
    const before = cursor === undefined ? undefined : decodeCursor(cursor, cursorSchema).before;
    const { endpointIds } = await existing(deps, id);
    const lists = await Promise.all(
      endpointIds.map((endpointId) =>
        deps.holders.listDeliveries(endpointId, {
          limit: PAGE * 2,
          ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
          ...untilOf(until, before),
        }),
      ),
    );
    const all = lists.flat().filter((delivery) => before === undefined || placeOf(delivery) < before);
    const page = all.toSorted(newestFirst).slice(0, PAGE);
    const shownPage = page.filter((delivery) => state === undefined || delivery.state === state);
    const last = page.length === PAGE ? page.at(-1) : undefined;
    return context.json({
      deliveries: shownPage.map(shown),
      ...(last === undefined ? {} : { next: encodeCursor({ before: placeOf(last) }) }),
    });
  });
  return routes;
}

/** `/api/deliveries/:id`: one, with its failed attempts. */
export function deliveryRoutes(deps: ApiDeps): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.get('/:id', async (context) => {
    const id = context.req.param('id');
    const parts = partsOfDeliveryId(id);
    const delivery = parts && (await deps.holders.getDelivery(parts.endpointId, parts.eventTime, id));
    if (delivery === undefined) throw notFound('such delivery');
    requirePartner(context, delivery.partnerId);
    const attempts = await deps.holders.listAttempts(delivery.endpointId, id);
    return context.json({
      ...shown(delivery),
      failedAttempts: attempts.map(({ expiresAtSeconds: _expires, ...attempt }) => attempt),
    });
  });
  return routes;
}

function untilOf(until: string | undefined, before: string | undefined): { until?: string } {
  const bounds = [until === undefined ? undefined : new Date(until).toISOString(), before?.split('#')[0]];
  const least = bounds.filter((bound) => bound !== undefined).toSorted(byCodeUnit)[0];
  return least === undefined ? {} : { until: least };
}

function placeOf({ eventTime, deliveryId }: Delivery): string {
  return `${eventTime}#${deliveryId}`;
}

function newestFirst(a: Delivery, b: Delivery): number {
  return byCodeUnit(placeOf(b), placeOf(a));
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function shown({ deliveryId, expiresAtSeconds: _expires, ...rest }: Delivery) {
  return { id: deliveryId, ...rest };
}
