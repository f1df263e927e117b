import { Hono } from 'hono';
import * as z from 'zod/mini';
import { isPartners } from '#domain/webhook/bus.ts';
import { commandSchema, type Command } from '#domain/release/command.ts';
import type { Head } from '#domain/release/head.ts';
import { releaseIdOf } from '#domain/release/release-id.ts';
import type { Version } from '#domain/release/version.ts';
import { requireOperator, type ApiContext, type ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { actorOf, audited } from './audited.ts';
import { listReleases, shownRelease } from './list-releases.ts';
import { conflict, notFound } from './problem.ts';
import { readBody } from './read-request.ts';

export const reasonSchema = z.strictObject({
  reason: z
    .string()
    .check(z.trim(), z.minLength(3, 'say why: it stands in the log for good'), z.maxLength(500)),
});

/** `/api/releases`: what became public, newest first; one release's state; the operator's commands. */
export function releaseRoutes(deps: ApiDeps): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.use(requireOperator);
  routes.get('/', (context) => listReleases(deps, context));
  routes.get('/:newsroom/:name/versions/:version{[0-9]{1,6}}', (context) => showVersion(deps, context));
  routes.get('/:id/versions/:version{[0-9]{1,6}}', (context) => showVersion(deps, context));
  routes.get('/:newsroom/:name', (context) => show(deps, context));
  routes.get('/:id', (context) => show(deps, context));
  routes.post('/:newsroom/:name/:command{withdraw|kill|confirm}', (context) => order(deps, context));
  routes.post('/:id/:command{withdraw|kill|confirm}', (context) => order(deps, context));
  return routes;
}

/** What one version said; its body as the sanitizer left it. */
async function showVersion(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const { releaseId } = await existing(deps, context);
  const number = Number(context.req.param('version'));
  const version = await deps.releases.getVersion(releaseId, number);
  const content = version && (await contentOf(deps, version));
  if (version === undefined) throw notFound(`version ${number} of "${releaseId}"`);
  const { kind, state, at, note, origin } = version;
  return context.json({ version: number, kind, state, at, note, origin, content });
}

/** A lift or a tombstone has the content of an earlier version. */
async function contentOf({ releases }: ApiDeps, version: Version): Promise<Version['content']> {
  if (version.content !== undefined || version.contentVersion === version.version) return version.content;
  return (await releases.getVersion(version.releaseId, version.contentVersion))?.content;
}

async function show(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const head = await existing(deps, context);
  const holders = (await deps.holders.listHolders(head.releaseId)).filter(isPartners);
  return context.json({
    ...shownRelease(head),
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
    throw conflict(
      'No removal of this release waits to be confirmed. To take it back, withdraw it; to stop it for good, kill it.',
    );
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
