import { Hono } from 'hono';
import * as z from 'zod/mini';
import { partnerSchema, type Partner } from '#domain/partner/partner.ts';
import { changeEndpoint } from '#platform/change-endpoint.ts';
import { untilWritten } from '#platform/until-written.ts';
import { ENDPOINT_SHARDS } from '#ports/partner-store.ts';
import { requireOperator, requirePartner, tokenHashOf, type ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { audited } from './audited.ts';
import { mailAddress } from './mail-address.ts';
import { conflict, notFound } from './problem.ts';
import { pageOf, pageQuerySchema } from './page.ts';
import { readBody, readQuery } from './read-request.ts';
import { removeEndpoint } from './remove-endpoint.ts';

const name = z.string().check(z.minLength(1, 'it must not be empty'), z.maxLength(120));
const embargo = z.enum(['hold', 'advance']);
export const newPartnerSchema = z.strictObject({
  id: partnerSchema.shape.partnerId,
  name,
  contactEmail: mailAddress,
  embargo: z._default(embargo, 'hold'),
});
export const partnerChangeSchema = z.strictObject({
  name: z.exactOptional(name),
  contactEmail: z.exactOptional(mailAddress),
  embargo: z.exactOptional(embargo),
});

/** `/api/partners`: who receives. A partner sees itself. */
export function partnerRoutes(deps: ApiDeps): Hono<ApiEnvironment> {
  const { partners } = deps;
  const routes = new Hono<ApiEnvironment>();
  routes.get('/', requireOperator, async (context) => {
    const { cursor } = readQuery(context, pageQuerySchema);
    const { page, ...rest } = pageOf(await partners.listPartners(), ({ partnerId }) => partnerId, cursor);
    return context.json({ partners: page.map(shown), ...rest });
  });
  routes.post('/', requireOperator, async (context) => {
    const { id: partnerId, ...body } = await readBody(context, newPartnerSchema);
    const createdAt = new Date(deps.clock.now()).toISOString();
    const partner: Partner = { partnerId, ...body, endpointIds: [], createdAt, rev: 1 };
    if ((await partners.putPartner(partner, 0)) === 'refused') {
      throw conflict(`id: there is a partner "${partnerId}" already. Choose another id, or change that one.`);
    }
    const token = deps.random.token();
    await partners.putToken({
      tokenHash: tokenHashOf(token),
      role: 'partner',
      subject: partnerId,
      createdAt,
    });
    await audited(deps, context, 'partner.create', partnerId);
    return context.json({ ...shown(partner), token }, 201);
  });
  routes.get('/:id', async (context) => {
    const id = context.req.param('id');
    requirePartner(context, id);
    return context.json(shown(await existing(deps, id)));
  });
  routes.patch('/:id', requireOperator, async (context) => {
    const id = context.req.param('id');
    const change = await readBody(context, partnerChangeSchema);
    if (change.embargo === 'advance') await requireContentOfAll(deps, id);
    const partner = await untilWritten('a partner', async () => {
      const stored = await existing(deps, id);
      const next = { ...stored, ...change, rev: stored.rev + 1 };
      return (await partners.putPartner(next, stored.rev)) === 'written' ? next : undefined;
    });
    for (const endpointId of partner.endpointIds) await followEmbargo(deps, endpointId, partner.embargo);
    await audited(deps, context, 'partner.change', id);
    return context.json(shown(partner));
  });
  routes.delete('/:id', requireOperator, async (context) => {
    const id = context.req.param('id');
    const partner = await existing(deps, id);
    const { endpointIds } = partner;
    if (endpointIds.length > 0) {
      throw conflict(
        `The partner has ${endpointIds.length} endpoints. Remove them first, so that each is said.`,
      );
    }
    await removeTokens(deps, id);
    await partners.removePartner(id);
    // What was made while the partner was still there would outlive it, and open what is made later under its name.
    await removeTokens(deps, id);
    await removeStrays(deps, partner);
    await audited(deps, context, 'partner.remove', id);
    return context.body(null, 204);
  });
  return routes;
}

/** The partner, or 404. */
export async function existing({ partners }: Pick<ApiDeps, 'partners'>, id: string): Promise<Partner> {
  const partner = await partners.getPartner(id);
  if (partner === undefined) throw notFound(`partner "${id}"`);
  return partner;
}

/** See require-content.ts. */
async function requireContentOfAll(deps: ApiDeps, id: string): Promise<void> {
  const { endpointIds } = await existing(deps, id);
  const endpoints = await Promise.all(endpointIds.map((one) => deps.partners.getEndpoint(one)));
  const thin = endpoints.filter((endpoint) => endpoint?.format === 'thin');
  if (thin.length === 0) return;
  throw conflict(
    `embargo: ${thin.length} of its endpoints take "thin", which carries no text. Change their format first.`,
  );
}

async function removeTokens({ partners }: ApiDeps, partnerId: string): Promise<void> {
  for (const token of await partners.listTokens()) {
    if (token.role === 'partner' && token.subject === partnerId) await partners.removeToken(token.tokenHash);
  }
}

async function removeStrays(deps: ApiDeps, partner: Partner): Promise<void> {
  const { partnerId } = partner;
  for (let shard = 0; shard < ENDPOINT_SHARDS; shard += 1) {
    const strays = (await deps.partners.listEndpoints(shard)).filter((one) => one.partnerId === partnerId);
    for (const { endpointId } of strays) await removeEndpoint(deps, partner, endpointId);
  }
}

/** An endpoint's copy of what its partner's contract says about embargoed releases. */
export async function followEmbargo(
  { partners }: ApiDeps,
  endpointId: string,
  held: Partner['embargo'],
): Promise<void> {
  await changeEndpoint(partners, endpointId, (endpoint) =>
    endpoint.embargo === held ? undefined : { ...endpoint, embargo: held },
  );
}

function shown({
  partnerId,
  name: partnerName,
  contactEmail,
  embargo: held,
  endpointIds,
  createdAt,
}: Partner) {
  return { id: partnerId, name: partnerName, contactEmail, embargo: held, endpoints: endpointIds, createdAt };
}
