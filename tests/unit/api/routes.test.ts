import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../functions/api/operation.ts';
import { OPERATIONS } from '../../../functions/api/operations.ts';
import { aNetwork } from './a-network.ts';
import { OPERATOR } from './api-world.ts';

type Network = Awaited<ReturnType<typeof aNetwork>>;

/** Routes that are for everybody. */
const OPEN = [
  'GET /.well-known/webhook-keys.json',
  'GET /console/upload',
  'GET /console/{name}?',
  'GET /api/openapi.json',
  'GET /api/reference',
  'POST /websub',
];
const nameOf = ({ method, path }: Operation) => `${method.toUpperCase()} ${path}`;

/** The address of an operation: of what there is, or of what there is not. */
function addressOf({ path }: Operation, { endpointId, deliveryId }: Network, is: boolean): string {
  const values: Record<string, string> = is
    ? { eid: endpointId, job: 'job', newsroom: 'blora', name: 'market', version: '1' }
    : { eid: 'ep-none', job: 'none', newsroom: 'none', name: 'none', version: '1' };
  const ids: Record<string, string> = is
    ? { newsrooms: 'blora', partners: 'kabar', deliveries: deliveryId, tokens: 'none' }
    : { newsrooms: 'none', partners: 'none', deliveries: 'none', tokens: 'none' };
  if (path.startsWith('/api/queues')) return path.replace('{name}', is ? 'bulk' : 'none');
  const id = ids[path.split('/')[2] ?? ''] ?? '';
  return path.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'id' ? id : (values[name] ?? '')));
}

/** Status, headers and body of an answer, without the names that the caller itself gave. */
function seenIn({ status, headers, json }: Awaited<ReturnType<Network['call']>>, address: string) {
  const text = JSON.stringify(json);
  const body = address
    .split('/')
    .reduce((left, part) => (part === '' ? left : left.replaceAll(part, '…')), text);
  return { status, headers: Object.fromEntries(headers), body };
}

/** What a role that has no business there must not reach, whatever it sends. */
const BODIES = [
  undefined,
  {},
  { reason: 'Because.', url: 'https://x.example/', path: 'a.md', newsroom: 'blora' },
];
const HEADERS: readonly Record<string, string>[] = [
  {},
  { 'idempotency-key': 'k' },
  { 'idempotency-key': 'é' },
  { 'if-none-match': '*' },
];

describe('routes', () => {
  it('are those of the table, and the other way round', async () => {
    const { api } = await aNetwork();
    const routed = new Set(
      api.routes
        .filter(
          ({ method, path }) =>
            method !== 'ALL' &&
            !/:id\/(versions|:command)|releases\/:id$/.test(path.replace('partners/:id', '')),
        )
        .flatMap(({ method, path }) => expanded(path).map((one) => `${method} ${one}`)),
    );
    expect([...routed].toSorted()).toEqual([...OPEN, ...OPERATIONS.map(nameOf)].toSorted());
  });

  it('answer 401 to everybody without a token that is known, the same for what there is and what there is not', async () => {
    const network = await aNetwork();
    for (const operation of OPERATIONS) {
      const method = operation.method.toUpperCase();
      for (const token of ['', 'unknown', 'é', 'x'.repeat(5_000)]) {
        for (const headers of HEADERS) {
          const [one, other] = await Promise.all(
            [true, false].map((is) =>
              network.call(method, addressOf(operation, network, is), undefined, encodeURI(token), headers),
            ),
          );
          expect([nameOf(operation), one!.status]).toEqual([nameOf(operation), 401]);
          expect(seenIn(one!, '')).toEqual(seenIn(other!, ''));
          expect(one!.headers.get('www-authenticate')).toBe('Bearer');
        }
      }
    }
  });

  it.each(OPERATIONS.map((operation) => [nameOf(operation), operation] as const))(
    '%s tells a wrong token nothing, and does nothing for it',
    async (_, operation) => {
      const network = await aNetwork();
      const { call, deps, tokens } = network;
      const day = '2026-03-01';
      const audited = (await deps.audit.list(day, { limit: 100 })).length;
      const method = operation.method.toUpperCase();
      const isOwn = operation.path.includes('/partners/{id}') || operation.path.includes('/deliveries/');
      const strangers = [
        ...(operation.who.includes('partner') ? (isOwn ? [tokens.lain] : []) : [tokens.kabar, tokens.lain]),
        ...(operation.who.includes('author') ? [] : [tokens.blora, tokens.cepu]),
      ];
      for (const token of strangers) {
        for (const body of BODIES) {
          const [there, nowhere] = [
            addressOf(operation, network, true),
            addressOf(operation, network, false),
          ];
          const sent = method === 'GET' ? undefined : body;
          for (const headers of HEADERS) {
            const one = await call(method, there, sent, token, headers);
            const other = await call(method, nowhere, sent, token, headers);
            expect(one.status).toBe(isRefusedKey(method, headers) ? 422 : 404);
            expect(seenIn(one, there)).toEqual(seenIn(other, nowhere));
          }
        }
      }
      expect(await deps.audit.list(day, { limit: 100 })).toHaveLength(audited);
      expect(network.bugs).toEqual([]);
    },
  );

  it.each(OPERATIONS.filter(({ path }) => path.includes('{eid}')).map((one) => [nameOf(one), one] as const))(
    "%s shows a partner nothing of another's endpoint under its own name",
    async (_, operation) => {
      const network = await aNetwork();
      const method = operation.method.toUpperCase();
      const [foreign = ''] = (await network.deps.partners.getPartner('lain'))!.endpointIds;
      expect(foreign).not.toBe('');
      for (const body of method === 'GET' ? [undefined] : BODIES) {
        const [one, other] = await Promise.all(
          [foreign, 'ep-none'].map(async (endpointId) => {
            const address = addressOf(operation, { ...network, endpointId }, true);
            return seenIn(await network.call(method, address, body, network.tokens.kabar), endpointId);
          }),
        );
        expect(one).toEqual(other);
        expect([404, 415, 422]).toContain(one!.status);
      }
      expect((await network.deps.partners.getEndpoint(foreign))?.rev).toBe(1);
    },
  );

  it.each(OPERATIONS.map((operation) => [nameOf(operation), operation] as const))(
    '%s is there for its own roles',
    async (_, operation) => {
      const network = await aNetwork();
      const own = { operator: OPERATOR, partner: network.tokens.kabar, author: network.tokens.blora };
      const texts: string[] = [];
      for (const role of operation.who) {
        const { status, json } = await network.call(
          operation.method.toUpperCase(),
          addressOf(operation, network, true),
          undefined,
          own[role],
        );
        texts.push(String(json?.detail ?? ''));
        expect(status).not.toBe(401);
        expect(status).not.toBe(500);
      }
      for (const text of texts) expect(text).not.toContain('such address');
    },
  );

  it('an author sees and drops into its own newsroom only', async () => {
    const { call, tokens } = await aNetwork();
    const seen = async (token: string, query = '') =>
      (await call('GET', `/api/uploads${query}`, undefined, token)).json;
    expect((await seen(tokens.blora)).uploads).toHaveLength(1);
    expect((await seen(tokens.cepu)).uploads).toEqual([]);
    const asked = await call('GET', '/api/uploads?newsroom=blora', undefined, tokens.cepu);
    const unknown = await call('GET', '/api/uploads?newsroom=none', undefined, tokens.cepu);
    expect([asked.status, unknown.status]).toEqual([404, 404]);
    expect(asked.json.detail.replace('blora', 'none')).toBe(unknown.json.detail);
    const form = await call('POST', '/api/uploads', { path: 'a/b.md' }, tokens.cepu);
    expect([form.status, form.json.key]).toEqual([201, 'incoming/cepu/a/b.md']);
    const other = await call('POST', '/api/uploads', { path: 'a.md', newsroom: 'blora' }, tokens.cepu);
    expect(other.status).toBe(404);
  });

  it('write an audit item for every change', async () => {
    const network = await aNetwork();
    const { call, deps, deliveryId, endpointId } = network;
    const endpoint = `/api/partners/kabar/endpoints/${endpointId}`;
    const stored = (await deps.partners.getEndpoint(endpointId))!;
    const proved = { ...stored, state: 'active' as const, verifiedAt: '2026-03-01T08:00:00.000Z' };
    await deps.partners.putEndpoint({ ...proved, rev: stored.rev + 1 }, stored.rev);
    const newsroom = { name: 'Desk', host: 'desk.example.org', timezone: 'Asia/Jakarta', language: 'id' };
    const reason = { reason: 'It is wrong.' };
    const changes: readonly [string, string, unknown?][] = [
      ['PUT', '/api/newsrooms/blora', newsroom],
      ['POST', '/api/partners', { id: 'baru', name: 'Baru', contactEmail: 'a@baru.example' }],
      ['PATCH', '/api/partners/baru', { name: 'Baru 2' }],
      ['DELETE', '/api/partners/baru'],
      ['POST', '/api/partners/kabar/endpoints', { url: 'https://kabar.co.id/b' }],
      ['PATCH', endpoint, { minor: true }],
      ['POST', `${endpoint}/test`],
      ['POST', `${endpoint}/drill`],
      ['POST', `${endpoint}/replay`],
      ['POST', `${endpoint}/rotate-secret`],
      ['POST', `/api/deliveries/${deliveryId}/replay`],
      ['POST', `${endpoint}/disable`],
      ['POST', `${endpoint}/verify`],
      ['POST', `${endpoint}/enable`],
      ['DELETE', endpoint],
      ['POST', '/api/tokens', { role: 'author', subject: 'blora' }],
      ['POST', '/api/releases/blora/market/withdraw', reason],
      ['POST', '/api/releases/blora/market/kill', reason],
      ['POST', '/api/queues/bulk/redrive'],
      ['POST', '/api/uploads', { newsroom: 'blora', path: 'a.md' }],
    ];
    for (const [method, path, body] of changes) {
      const before = await deps.audit.list('2026-03-01', { limit: 100 });
      const { status } = await call(method, path, body);
      const after = await deps.audit.list('2026-03-01', { limit: 100 });
      expect([method, path, Math.floor(status / 100), after.length - before.length]).toEqual([
        method,
        path,
        2,
        1,
      ]);
    }
    const { json } = await call('GET', '/api/audit?day=2026-03-01');
    expect(json.records.at(-1)).toMatchObject({ action: 'upload.form', subject: 'incoming/blora/a.md' });
    expect((await call('GET', '/api/audit')).json).toEqual(json);
  });
});

/** The header is judged before the address, for everybody alike. */
function isRefusedKey(method: string, headers: Record<string, string>): boolean {
  return method === 'POST' && headers['idempotency-key'] === 'é';
}

/** A Hono path as the table writes it; `:action{a|b}` stands for several. */
function expanded(path: string): string[] {
  const choice = /:\w+\{([a-z|]+)\}/.exec(path);
  if (choice) return choice[1]!.split('|').flatMap((one) => expanded(path.replace(choice[0], one)));
  const plain = path.replace('{[0-9]{1,6}}', '').replace(/:(\w+)/g, '{$1}');
  return [plain.replace(/\/$/, '')];
}
