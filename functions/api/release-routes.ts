import { Hono } from 'hono';
import * as z from 'zod/mini';
import { feedPointerSchema } from '#domain/feed/feed-entry.ts';
import { NETWORK_FEED, newsroomFeed } from '#domain/feed/feed-id.ts';
import { commandSchema, type Command } from '#domain/release/command.ts';
import { releaseStateSchema, type Head } from '#domain/release/head.ts';
import { releaseIdOf } from '#domain/release/release-id.ts';
import { requireOperator, type ApiContext, type ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { actorOf, audited } from './audited.ts';
import { cursorWord, decodeCursor, encodeCursor } from './cursor.ts';
import { conflict, notFound } from './problem.ts';
import { readBody, readQuery } from './read-request.ts';

const PAGE = 50;
const querySchema = z.strictObject({
  newsroom: z.exactOptional(z.string().check(z.maxLength(63))),
  state: z.exactOptional(releaseStateSchema),
  cursor: z.exactOptional(cursorWord),
});
const reasonSchema = z.strictObject({
  reason: z
    .string()
    .check(z.trim(), z.minLength(3, 'say why: it stands in the log for good'), z.maxLength(500)),
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
      .flatMap(({ releaseId, firstPublicAt }) => {
        const head = byId.get(releaseId);
        // A pointer counts only where the head names its place (DESIGN §4).
        return head?.firstPublicAt === firstPublicAt ? [head] : [];
      })
      .filter((head) => state === undefined || head.state === state);
    const last = pointers.length === PAGE ? pointers.at(-1) : undefined;
    return context.json({ releases: releases.map(shown), ...(last ? { next: encodeCursor(last) } : {}) });
  });
  routes.get('/:newsroom/:name', (context) => show(deps, context));
  routes.get('/:id', (context) => show(deps, context));
  routes.post('/:newsroom/:name/:command{withdraw|kill|confirm}', (context) => order(deps, context));
  routes.post('/:id/:command{withdraw|kill|confirm}', (context) => order(deps, context));
  return routes;
}

async function show(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const head = await existing(deps, context);
  const holders = await deps.holders.listHolders(head.releaseId);
  return context.json({
    ...shown(head),
    versions: head.chain,
    sources: head.sources,
    ...(head.removal === undefined ? {} : { removal: head.removal }),
    holders: holders.map(({ releaseId: _release, rev: _rev, ...holder }) => holder),
  });
}

async function order(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const command = commandSchema.shape.command.parse(context.req.param('command'));
  const { releaseId, removal } = await existing(deps, context);
  if (command === 'confirm' && removal === undefined) {
    throw conflict('No removal of this release waits for a confirmation.');
  }
  const { reason } = await readBody(context, reasonSchema);
  const key = await putCommand(deps, { command, releaseId, reason, actor: actorOf(context) });
  await audited(deps, context, `release.${command}`, releaseId, { reason });
  return context.json({ command: key }, 202);
}

/** The release of the address, written with its slash as two parts or encoded as one. */
async function existing(deps: ApiDeps, context: ApiContext): Promise<Head> {
  const { newsroom, name, id } = context.req.param();
  const releaseId = id ?? releaseIdOf(newsroom ?? '', name ?? '');
  const head = await deps.releases.getHead(releaseId);
  if (head === undefined) throw notFound(`release "${releaseId}"`);
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
