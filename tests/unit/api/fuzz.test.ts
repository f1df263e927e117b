import { expect, it } from 'vitest';
import { OPERATOR } from './api-world.ts';
import { aNetwork } from './a-network.ts';
import { makeRandom } from '../../support/random.ts';

const SEED = 20_260_301;
const ROUNDS = 40;

/** What a route takes, so that much of what is wrong comes alone. */
const SANE: Record<string, unknown> = {
  id: 'baru',
  name: 'Baru',
  contactEmail: 'web@baru.example',
  url: 'https://kabar.co.id/other',
  path: 'a.md',
  newsroom: 'blora',
  reason: 'It is wrong.',
  role: 'author',
  subject: 'blora',
};

/** Texts that encodings, keys and parsers trip over. */
const TEXTS = [
  '',
  ' ',
  '0',
  '-1',
  'null',
  'true',
  '..',
  '../x',
  '%',
  '%00',
  '%2e%2e',
  '%ff',
  '\u0000',
  '\ud800',
  'é',
  '🗞️',
  '한국',
  '__proto__',
  'constructor',
  'a'.repeat(64),
  'a'.repeat(700),
  'a'.repeat(70_000),
  '<script>',
  "' OR 1=1",
  '2026-03-01',
  '2026-03-01T08:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '9999-12-31T23:59:59.999+23:59',
  '0000-01-01T00:00:00Z',
  'https://example.com/',
  'http://[::1]/',
  'https://\u0000/',
  'javascript:alert(1)',
  'eyJhIjoxfQ',
  'web@baru.example',
  'baru',
  'bnVsbA',
  'W10',
  'MQ',
  'blora',
  'kabar',
  'blora/market',
];
const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  -0,
  2 ** 53,
  [],
  [null],
  [[]],
  {},
  { a: {} },
  ['x'],
  [0, 1, -1],
  ...TEXTS,
];
const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  '',
  'application/json, text/html',
  'multipart/form-data',
];

type Schema = {
  type?: string;
  properties?: Record<string, Schema>;
  enum?: unknown[];
  items?: Schema;
  anyOf?: Schema[];
};
type Described = {
  parameters: { name: string; in: string }[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
};

it(`answers nothing with 500, whatever is sent (seed ${SEED})`, { timeout: 120_000 }, async () => {
  const network = await aNetwork();
  const { api, deps, bugs, deliveryId, endpointId, tokens } = network;
  const random = makeRandom(SEED);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const real: Record<string, readonly string[]> = {
    id: ['blora', 'kabar', deliveryId],
    eid: [endpointId],
    newsroom: ['blora'],
    name: ['market'],
    version: ['1'],
    job: ['1'],
  };
  const { paths } = (await (await api.request('/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, Described>>;
  };

  const valueOf = (schema: Schema | undefined): unknown => {
    if (schema === undefined || random() < 0.3) return pick(VALUES);
    if (schema.enum) return pick(schema.enum);
    if (schema.anyOf) return valueOf(pick(schema.anyOf));
    if (schema.type === 'array')
      return Array.from({ length: pick([0, 1, 3, 60]) }, () => valueOf(schema.items));
    if (schema.type === 'object') return objectOf(schema);
    if (schema.type === 'boolean') return random() < 0.5;
    if (schema.type === 'string') return pick(TEXTS);
    return pick(VALUES);
  };
  const objectOf = ({ properties = {} }: Schema): unknown =>
    Object.fromEntries([
      ...Object.entries(properties)
        .filter(() => random() < 0.8)
        .map(([name, schema]) => [name, random() < 0.7 && name in SANE ? SANE[name] : valueOf(schema)]),
      ...(random() < 0.1 ? [[pick(TEXTS), pick(VALUES)]] : []),
    ]);
  const bytesOf = (value: unknown): string | Uint8Array => {
    const text = JSON.stringify(value) ?? '';
    const how = random();
    if (how < 0.75) return text;
    if (how < 0.8) return text.slice(0, Math.floor(text.length * random()));
    if (how < 0.85) return Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xfe])]);
    if (how < 0.9) return Buffer.from(text, 'utf16le');
    if (how < 0.95) return '['.repeat(20_000);
    return `\ufeff${text}`;
  };

  const statuses: Record<number, number> = {};
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { parameters, requestBody }] of Object.entries(operations)) {
      for (let round = 0; round < ROUNDS; round += 1) {
        // The container's ceiling on a token is another test's.
        deps.clock.advance(1_000);
        const address = path.replace(/\{(\w+)\}/g, (_, name: string) =>
          random() < 0.7 ? pick(real[name] ?? ['x']) : encoded(pick(TEXTS)),
        );
        const query = parameters
          .filter((one) => one.in === 'query' && random() < 0.7)
          .map(({ name }) => `${name}=${encoded(pick(TEXTS))}`)
          .join('&');
        const hasBody = requestBody !== undefined || random() < 0.2;
        const schema = requestBody?.content['application/json'].schema;
        const type = random() < 0.8 ? 'application/json' : pick(TYPES);
        const response = await api.request(`${address}${query === '' ? '' : `?${query}`}`, {
          method: method.toUpperCase(),
          headers: {
            authorization: `Bearer ${random() < 0.8 ? OPERATOR : pick(Object.values(tokens))}`,
            ...(random() < 0.2 ? { 'idempotency-key': pick(['a', 'b', 'x'.repeat(300), 'é']) } : {}),
            ...(type === '' ? {} : { 'content-type': type }),
          },
          ...(method !== 'get' && hasBody ? { body: bytesOf(valueOf(schema)) } : {}),
        });
        statuses[response.status] = (statuses[response.status] ?? 0) + 1;
        const said = await response.text();
        expect([method, path, round, bugs]).toEqual([method, path, round, []]);
        if (response.status >= 400) expect(JSON.parse(said)).toMatchObject({ status: response.status });
      }
    }
  }
  expect(statuses[500]).toBeUndefined();
  // It reached what it is about: successes and each kind of refusal.
  for (const status of [200, 201, 202, 400, 404, 409, 415, 422])
    expect([status, statuses[status]]).not.toEqual([status, undefined]);
});

function encoded(text: string): string {
  return text.startsWith('%') ? text : encodeURIComponent(text.toWellFormed());
}
