import { Hono } from 'hono';
import * as z from 'zod/mini';
import { requireOperator, type ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { cursorWord, decodeCursor, encodeCursor } from './cursor.ts';
import { readQuery } from './read-request.ts';

const PAGE = 100;
export const auditQuerySchema = z.strictObject({
  /** A day in UTC; today where it is left out. */
  day: z.exactOptional(z.iso.date()),
  cursor: z.exactOptional(cursorWord),
});
const placeSchema = z.object({ after: z.string() });

/** `/api/audit`: who changed what on one day, in order of time. */
export function auditRoutes(deps: Pick<ApiDeps, 'audit' | 'clock'>): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.use(requireOperator);
  routes.get('/', async (context) => {
    const today = new Date(deps.clock.now()).toISOString().slice(0, 10);
    const { day = today, cursor } = readQuery(context, auditQuerySchema);
    const after = cursor === undefined ? {} : decodeCursor(cursor, placeSchema);
    const records = await deps.audit.list(day, { limit: PAGE, ...after });
    const last = records.length === PAGE ? records.at(-1) : undefined;
    return context.json({
      day,
      records,
      ...(last === undefined ? {} : { next: encodeCursor({ after: `${last.at}#${last.id}` }) }),
    });
  });
  return routes;
}
