import { Hono } from 'hono';
import * as z from 'zod/mini';
import { requireOperator, tokenHashOf, type ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { audited } from './audited.ts';
import { conflict, notFound, unprocessable } from './problem.ts';
import { pageOf, pageQuerySchema } from './page.ts';
import { readBody, readQuery } from './read-request.ts';

export const newTokenSchema = z.strictObject({
  role: z.enum(['operator', 'partner', 'author']),
  subject: z.exactOptional(z.string().check(z.maxLength(63))),
});

/** `/api/tokens`: made, listed by their hash, revoked. A token is shown once; whoever has one may ask what it is. */
export function tokenRoutes(deps: ApiDeps): Hono<ApiEnvironment> {
  const { partners } = deps;
  const routes = new Hono<ApiEnvironment>();
  routes.get('/own', (context) => {
    const { role, subject, createdAt } = context.get('token');
    return context.json({ role, subject, createdAt });
  });
  routes.use(requireOperator);
  routes.get('/', async (context) => {
    const { cursor } = readQuery(context, pageQuerySchema);
    const tokens = (await partners.listTokens()).map(({ tokenHash, ...rest }) => ({
      id: tokenHash,
      ...rest,
    }));
    const { page, ...rest } = pageOf(tokens, ({ id }) => id, cursor);
    return context.json({ tokens: page, ...rest });
  });
  routes.post('/', async (context) => {
    const { role, subject = '*' } = await readBody(context, newTokenSchema);
    await requireSubject(deps, role, subject);
    const token = deps.random.token();
    const tokenHash = tokenHashOf(token);
    const createdAt = new Date(deps.clock.now()).toISOString();
    await partners.putToken({ tokenHash, role, subject, createdAt });
    try {
      // Removed meanwhile: its tokens may have been listed before this one was there.
      await requireSubject(deps, role, subject);
    } catch (error) {
      await partners.removeToken(tokenHash);
      throw error;
    }
    await audited(deps, context, 'token.create', tokenHash, { role, subject });
    return context.json({ id: tokenHash, role, subject, token }, 201);
  });
  routes.delete('/:id', async (context) => {
    const id = context.req.param('id');
    const tokens = await partners.listTokens();
    const found = tokens.find(({ tokenHash }) => tokenHash === id);
    if (found === undefined) throw notFound('token of that id');
    if (found.role === 'operator' && tokens.filter(({ role }) => role === 'operator').length === 1) {
      throw conflict('It is the last operator token. Make another one first, or nobody could get in.');
    }
    await partners.removeToken(id);
    await audited(deps, context, 'token.revoke', id);
    return context.body(null, 204);
  });
  return routes;
}

/** What a token is for must exist, or it would open something that is made later under that name. */
async function requireSubject(deps: ApiDeps, role: string, subject: string): Promise<void> {
  const known =
    role === 'operator'
      ? subject === '*'
      : role === 'partner'
        ? (await deps.partners.getPartner(subject)) !== undefined
        : (await deps.newsrooms.getNewsroom(subject)) !== undefined;
  if (!known) throw unprocessable(`subject: there is no ${role} "${subject}". Name one that exists.`);
}
