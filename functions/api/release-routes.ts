import { Hono } from 'hono';
import * as z from 'zod/mini';
import { feedPointerSchema } from '#domain/feed/feed-entry.ts';
import { NETWORK_FEED, newsroomFeed } from '#domain/feed/feed-id.ts';
import type { Command } from '#domain/release/command.ts';
import { releaseStateSchema, type Head } from '#domain/release/head.ts';
import { releaseIdOf } from '#domain/release/release-id.ts';
import { requireOperator, type ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { audited } from './audited.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { notFound } from './problem.ts';
import { readBody, readQuery } from './read-request.ts';

const PAGE = 50;
const querySchema = z.strictObject({
  newsroom: z.exactOptional(z.string()),
  state: z.exactOptional(releaseStateSchema),
  cursor: z.exactOptional(z.string()),
});
const reasonSchema = z.strictObject({
  reason: z.string().check(z.minLength(3, 'say why: it stands in the log for good'), z.maxLength(500)),
});

/** `/api/releases`: what became public, newest first; one release's state; the operator's commands. */
export function releaseRoutes(deps: ApiDeps): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.use(requireOperator);
  routes.get('/', async (context) => {
    const { newsroom, state, cursor } = readQuery(context, querySchema);
    const feedId = newsroom === undefined ? NETWORK_FEED : newsroomFeed(newsroom);
    const before = cursor === undefined ? undefined : decodeCursor(cursor, feedPointerSchema);
    const pointers = await deps.feeds.listPointers(feedId, { limit: PAGE, ...(before ? { before } : {}) });
    const heads = await deps.releases.getHeads(pointers.map(({ releaseId }) => releaseId));
    const byId = new Map(heads.map((head) => [head.releaseId, head]));
    const releases = pointers
      .map(({ releaseId }) => byId.get(releaseId))
      .filter((head) => head !== undefined)
      .filter((head) => state === undefined || head.state === state);
    const last = pointers.length === PAGE ? pointers.at(-1) : undefined;
    return context.json({ releases: releases.map(shown), ...(last ? { next: encodeCursor(last) } : {}) });
  });
  routes.get('/:newsroom/:name', async (context) => {
    const { newsroom, name } = context.req.param();
    const head = await existing(deps, newsroom, name);
    const holders = await deps.holders.listHolders(head.releaseId);
    return context.json({
      ...shown(head),
      versions: head.chain,
      sources: head.sources,
      holders: holders.map(({ endpointId, told, trying, next }) => ({ endpointId, told, trying, next })),
    });
  });
  routes.post('/:newsroom/:name/:command{withdraw|kill}', async (context) => {
    const { newsroom, name, command } = context.req.param();
    const head = await existing(deps, newsroom, name);
    const { reason } = await readBody(context, reasonSchema);
    const key = await putCommand(deps, {
      command: command === 'kill' ? 'kill' : 'withdraw',
      releaseId: head.releaseId,
      reason,
    });
    await audited(deps, context, `release.${command}`, head.releaseId, { reason });
    return context.json({ command: key }, 202);
  });
  return routes;
}

async function existing(deps: ApiDeps, newsroom: string, name: string): Promise<Head> {
  const head = await deps.releases.getHead(releaseIdOf(newsroom, name));
  if (head === undefined) throw notFound(`release "${newsroom}/${name}"`);
  return head;
}

/** An operator's command is an object of the log, so that a rebuild carries it out again (DESIGN §2). */
async function putCommand(deps: ApiDeps, command: Command): Promise<string> {
  const at = new Date(deps.clock.now()).toISOString();
  const key = `commands/${at}-${deps.random.id()}.json`;
  await deps.drop.put(key, { body: JSON.stringify(command), contentType: 'application/json' }, 'ifAbsent');
  return key;
}

function shown(head: Head) {
  const { releaseId, uri, newsroom, state, version, headline, language, firstPublicAt, updatedAt, note } =
    head;
  return { id: releaseId, uri, newsroom, state, version, headline, language, firstPublicAt, updatedAt, note };
}
