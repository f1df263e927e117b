import { describe, expect, test } from 'vitest';
import { aHead } from '../../support/a-head.ts';
import { makeApiWorld } from './api-world.ts';

const PARTNER = { id: 'kabar', name: 'Kabar', contactEmail: 'web@kabar.example', embargo: 'hold' };
const URL_TAKEN = 'https://kabar.co.id/hooks';

async function withPartner() {
  const world = await makeApiWorld();
  const { json } = await world.call('POST', '/api/partners', PARTNER);
  const made = await world.call('POST', '/api/partners/kabar/endpoints', { url: URL_TAKEN });
  return { ...world, token: json.token as string, endpoint: made };
}

describe('newsrooms', () => {
  const BLORA = { name: 'Blora', host: 'blora.example.org', timezone: 'Asia/Jakarta', language: 'id' };

  test('put, read back, listed', async () => {
    const { call } = await makeApiWorld();
    expect((await call('PUT', '/api/newsrooms/blora', BLORA)).status).toBe(200);
    expect((await call('GET', '/api/newsrooms/blora')).json).toEqual({ id: 'blora', ...BLORA });
    expect((await call('GET', '/api/newsrooms')).json.newsrooms).toHaveLength(1);
  });

  test.each([
    {
      name: 'a zone that does not exist',
      body: { ...BLORA, timezone: 'Asia/Blora' },
      says: /timezone.*IANA/,
    },
    { name: 'a host with capitals', body: { ...BLORA, host: 'Blora.example' }, says: /host/ },
    { name: 'an unknown field', body: { ...BLORA, colour: 'red' }, says: /"colour" is not known/ },
    { name: 'another id', body: { ...BLORA, id: 'other' }, says: /the address says "blora"/ },
  ])('refuses $name and says which field', async ({ body, says }) => {
    const { call, deps } = await makeApiWorld();
    const answer = await call('PUT', '/api/newsrooms/blora', body);
    expect(answer.status).toBe(422);
    expect(answer.json.detail).toMatch(says);
    expect(await deps.newsrooms.getNewsroom('blora')).toBeUndefined();
  });
});

describe('partners and endpoints', () => {
  test('a partner gets its token once, an endpoint its secret once, and a challenge in five seconds', async () => {
    const { call, deps, token, endpoint } = await withPartner();
    expect(endpoint.status).toBe(201);
    expect(endpoint.json.secret).toMatch(/^whsec_/);
    expect(endpoint.json.state).toBe('pending');
    expect(deps.prompts.sent('urgent')).toMatchObject([
      { prompt: { prompt: 'challenge', endpointId: endpoint.json.id }, delaySeconds: 5 },
    ]);
    const again = await call('GET', `/api/partners/kabar/endpoints/${endpoint.json.id}`, undefined, token);
    expect(again.status).toBe(200);
    expect(JSON.stringify(again.json)).not.toMatch(/whsec_|generation/);
    expect(JSON.stringify((await call('GET', '/api/partners/kabar')).json)).not.toContain(token);
  });

  test('another address has to be proved again', async () => {
    const { call, deps, endpoint } = await withPartner();
    const path = `/api/partners/kabar/endpoints/${endpoint.json.id}`;
    deps.prompts.take('urgent');
    const moved = await call('PATCH', path, { url: 'https://kabar.co.id/new' });
    expect(moved.json).toMatchObject({ state: 'pending', url: 'https://kabar.co.id/new' });
    expect(deps.prompts.sent('urgent')).toHaveLength(1);
  });

  test('new wishes keep what held before', async () => {
    const { call, deps, endpoint } = await withPartner();
    await call('PATCH', `/api/partners/kabar/endpoints/${endpoint.json.id}`, { minor: true });
    const stored = await deps.partners.getEndpoint(endpoint.json.id);
    expect(stored).toMatchObject({ minor: true, earlierWishes: [{ minor: false }] });
  });

  test('disabled and enabled', async () => {
    const { call, deps, endpoint } = await withPartner();
    const path = `/api/partners/kabar/endpoints/${endpoint.json.id}`;
    expect((await call('POST', `${path}/disable`)).json.state).toBe('disabled');
    expect((await call('POST', `${path}/enable`)).json.state).toBe('pending');
    const stored = (await deps.partners.getEndpoint(endpoint.json.id))!;
    const verified = { ...stored, state: 'disabled' as const, verifiedAt: stored.createdAt };
    await deps.partners.putEndpoint({ ...verified, rev: stored.rev + 1 }, stored.rev);
    deps.prompts.take('urgent');
    expect((await call('POST', `${path}/enable`)).json.state).toBe('active');
    expect(deps.prompts.sent('urgent')[0]?.prompt).toEqual({
      prompt: 'enable',
      endpointId: endpoint.json.id,
    });
  });

  test.each(['http://kabar.co.id/', 'https://127.0.0.1/', 'https://localhost/', 'https://a:b@kabar.co.id/'])(
    'refuses %s as an address',
    async (url) => {
      const { call } = await withPartner();
      const answer = await call('POST', '/api/partners/kabar/endpoints', { url });
      expect(answer.status).toBe(422);
      expect(answer.json.detail).toMatch(/^url: /);
    },
  );

  test('an endpoint is removed before its partner', async () => {
    const { call, endpoint, token } = await withPartner();
    expect((await call('DELETE', '/api/partners/kabar')).status).toBe(409);
    expect((await call('DELETE', `/api/partners/kabar/endpoints/${endpoint.json.id}`)).status).toBe(204);
    expect((await call('DELETE', '/api/partners/kabar')).status).toBe(204);
    expect((await call('GET', '/api/partners/kabar', undefined, token)).status).toBe(401);
  });
});

describe('releases', () => {
  test('listed, shown, and commanded through the log', async () => {
    const { call, deps } = await makeApiWorld();
    await deps.releases.putHead(aHead(), 0);
    const pointer = { releaseId: 'blora/market', firstPublicAt: '2026-03-01T08:00:00.000Z', rev: 1 };
    await deps.feeds.putPointer({ feedId: 'network', ...pointer });
    expect((await call('GET', '/api/releases')).json.releases).toMatchObject([{ id: 'blora/market' }]);
    expect((await call('GET', '/api/releases/blora/market')).json).toMatchObject({ version: 1, holders: [] });
    const commanded = await call('POST', '/api/releases/blora/market/kill', { reason: 'Court order.' });
    expect(commanded.status).toBe(202);
    const object = await deps.drop.get(commanded.json.command);
    expect(JSON.parse(new TextDecoder().decode(object!.body))).toEqual({
      command: 'kill',
      releaseId: 'blora/market',
      reason: 'Court order.',
      actor: expect.stringMatching(/^operator:/),
    });
    expect((await call('POST', '/api/releases/blora/market/kill', {})).status).toBe(422);
  });
});

describe('who may do what', () => {
  const ROUTES = [
    ['GET', '/api/newsrooms'],
    ['PUT', '/api/newsrooms/blora'],
    ['GET', '/api/partners'],
    ['POST', '/api/partners'],
    ['GET', '/api/partners/kabar'],
    ['PATCH', '/api/partners/kabar'],
    ['DELETE', '/api/partners/kabar'],
    ['GET', '/api/partners/kabar/endpoints'],
    ['POST', '/api/partners/kabar/endpoints'],
    ['GET', '/api/partners/kabar/endpoints/ep-1'],
    ['POST', '/api/partners/kabar/endpoints/ep-1/enable'],
    ['GET', '/api/partners/kabar/deliveries'],
    ['GET', '/api/tokens'],
    ['POST', '/api/tokens'],
    ['DELETE', '/api/tokens/x'],
    ['GET', '/api/deliveries/x'],
    ['GET', '/api/releases'],
    ['POST', '/api/releases/blora/market/kill'],
  ] as const;

  test.each(ROUTES)('%s %s: 401 without a token, 404 for another partner', async (method, path) => {
    const { call } = await withPartner();
    await call('POST', '/api/partners', { ...PARTNER, id: 'lain' });
    const other = (await call('POST', '/api/tokens', { role: 'partner', subject: 'lain' })).json.token;
    for (const token of ['', 'wrong']) {
      const answer = await call(method, path, method === 'GET' ? undefined : {}, token);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
    const answer = await call(method, path, method === 'GET' ? undefined : {}, other);
    expect(answer.status).toBe(404);
    expect(JSON.stringify(answer.json)).not.toMatch(/kabar\.co|whsec_|Kabar"/);
  });

  test('the last operator token cannot be revoked', async () => {
    const { call } = await makeApiWorld();
    const [token] = (await call('GET', '/api/tokens')).json.tokens;
    expect((await call('DELETE', `/api/tokens/${token.id}`)).status).toBe(409);
  });

  test('what is no JSON, too large or of another type is refused with its reason', async () => {
    const { deps } = await makeApiWorld();
    const { makeApi } = await import('../../../functions/api/app.ts');
    const headers = { authorization: 'Bearer operator-token', 'content-type': 'application/json' };
    const post = (body: string, more: Record<string, string> = {}) =>
      makeApi(deps).request('/api/partners', { method: 'POST', headers: { ...headers, ...more }, body });
    expect((await post('{')).status).toBe(400);
    const deep = await post(`${'['.repeat(9_000)}${']'.repeat(9_000)}`);
    expect([deep.status, await deep.text()]).toEqual([400, expect.stringContaining('nests deeper than 20')]);
    expect((await post(`"${'x'.repeat(70_000)}"`)).status).toBe(413);
    expect((await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
  });
});
