import { Hono } from 'hono';
import * as z from 'zod/mini';
import { contactSchema, newsroomSchema, type Newsroom } from '#domain/release/newsroom.ts';
import { withReviewed } from '#domain/release/review.ts';
import { requireOperator, type ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { audited } from './audited.ts';
import { mailAddress } from './mail-address.ts';
import { notFound, unprocessable } from './problem.ts';
import { pageOf, pageQuerySchema } from './page.ts';
import { readBody, readQuery } from './read-request.ts';

const HOST = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;
const host = z
  .string()
  .check(z.maxLength(253), z.regex(HOST, 'it needs a lower-case host name such as blora.example.org'));
const category = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'a category is written in a-z, 0-9 and -'));

export const newsroomBodySchema = z.strictObject({
  id: z.exactOptional(z.string()),
  name: z.string().check(z.minLength(1, 'it must not be empty'), z.maxLength(120)),
  host,
  aliases: z.exactOptional(z.array(host).check(z.maxLength(20))),
  contactEmail: z.exactOptional(mailAddress),
  timezone: z.string().check(z.refine(isTimeZone, 'it needs an IANA zone such as Asia/Jakarta')),
  language: z
    .string()
    .check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'it needs a BCP 47 tag such as id or en')),
  defaults: z.exactOptional(
    z.strictObject({
      contacts: z.exactOptional(z.array(z.strictObject(contactSchema.shape)).check(z.maxLength(5))),
      boilerplate: z.exactOptional(z.string().check(z.maxLength(4000))),
      categories: z.exactOptional(z.array(category).check(z.maxLength(5))),
    }),
  ),
  vocabulary: z.exactOptional(z.array(category).check(z.maxLength(500))),
  rules: newsroomSchema.shape.rules,
});

/** `/api/newsrooms`: the operator's desks. */
export function newsroomRoutes(deps: ApiDeps): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.use(requireOperator);
  routes.get('/', async (context) => {
    const { cursor } = readQuery(context, pageQuerySchema);
    const { page, ...rest } = pageOf(await deps.newsrooms.listNewsrooms(), ({ id }) => id, cursor);
    return context.json({ newsrooms: page.map(shown), ...rest });
  });
  routes.get('/:id', async (context) => {
    const id = context.req.param('id');
    const newsroom = await deps.newsrooms.getNewsroom(id);
    if (newsroom === undefined) throw notFound(`newsroom "${id}"`);
    return context.json(shown(newsroom));
  });
  routes.put('/:id', async (context) => {
    const id = context.req.param('id');
    const { id: named, ...body } = await readBody(context, newsroomBodySchema);
    if (named !== undefined && named !== id)
      throw unprocessable(`id: it is "${named}", the address says "${id}".`);
    const read = newsroomSchema.safeParse({ ...body, id });
    if (!read.success || id === 'network') {
      throw unprocessable(
        'id: a newsroom is named in a-z, 0-9 and -, up to 63 characters; "network" is taken.',
      );
    }
    const before = await deps.newsrooms.getNewsroom(id);
    // To the second, as S3 gives the time of what is uploaded right after.
    const now = `${new Date(deps.clock.now()).toISOString().slice(0, 19)}Z`;
    await deps.newsrooms.putNewsroom(withReviewed(read.data, before, now));
    await audited(deps, context, 'newsroom.put', id);
    return context.json(read.data);
  });
  return routes;
}

/** What is set of a newsroom, as it may be set again. */
function shown({ reviewed: _kept, ...newsroom }: Newsroom): Newsroom {
  return newsroom;
}

function isTimeZone(timezone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
