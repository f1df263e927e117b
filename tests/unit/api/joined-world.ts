import { makeApi } from '../../../functions/api/app.ts';
import { makeDeliveryWorld } from '../../support/delivery-world.ts';
import { makeApiWorld, OPERATOR } from './api-world.ts';

export const HOOK = 'https://kabar.co.id/hook';

/** The API and deliver on the same stores, clock and queues, with a partner whose endpoint is still to be asked. */
export async function makeJoinedWorld(rootText = 'a-root-of-the-keyring-for-tests-only') {
  const world = makeDeliveryWorld();
  const { deps, bugs } = await makeApiWorld();
  const { clock, deliverDeps, feeds, holders, jobs, newsrooms, partners, prompts, releases } = world;
  const roots = [{ id: 'r1', secret: new TextEncoder().encode(rootText) }];
  const keyring = { roots: async () => roots };
  deliverDeps.keyring = keyring;
  for (const token of await deps.partners.listTokens()) await partners.putToken(token);
  const shared = { clock, feeds, holders, jobs, keyring, newsrooms, partners, prompts, releases };
  const apiDeps = { ...deps, ...shared };
  const api = makeApi(apiDeps);
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await api.request(path, {
      method,
      headers: {
        authorization: `Bearer ${OPERATOR}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: text ? JSON.parse(text) : {} };
  };
  await call('POST', '/api/partners', { id: 'kabar', name: 'Kabar', contactEmail: 'web@kabar.example' });
  const made = await call('POST', '/api/partners/kabar/endpoints', { url: HOOK });
  const endpointId = String(made.json.id);
  return {
    ...world,
    apiDeps,
    bugs,
    call,
    made,
    endpointId,
    path: `/api/partners/kabar/endpoints/${endpointId}`,
  };
}
