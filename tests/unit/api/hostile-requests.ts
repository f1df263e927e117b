import fc from 'fast-check';
import * as z from 'zod';

/** One operation of the OpenAPI document, as far as requests are made of it. */
export const describedSchema = z.object({
  parameters: z.array(z.object({ name: z.string(), in: z.string() })),
  requestBody: z.optional(
    z.object({
      content: z.object({ 'application/json': z.object({ schema: z.record(z.string(), z.json()) }) }),
    }),
  ),
  responses: z.record(z.string(), z.json()),
});
export type Described = z.infer<typeof describedSchema>;
type Schema = { readonly [key: string]: z.core.util.JSONType };

/** A request as it reaches the API's door; `path` and `query` as they are written in an address. */
export type Sent = {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: Buffer;
};
/** What there is, by the name of the part of an address. */
export type Known = Readonly<Record<string, readonly string[]>>;

/** Fields that a route takes, so that much of what is wrong comes alone. */
const SANE: Readonly<Record<string, string>> = {
  id: 'baru',
  name: 'Baru',
  host: 'baru.example.org',
  timezone: 'Asia/Jakarta',
  language: 'id',
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
  '.',
  '..',
  '../x',
  '/',
  '//',
  '\\',
  '%',
  '%00',
  '%2e%2e',
  '%2F',
  '%ff',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e',
  '\ufeff',
  '\r\n',
  'é',
  'e\u0301',
  '🗞️',
  '한국',
  'ﷺ',
  'Ⅷ',
  '__proto__',
  'constructor',
  'toString',
  'KILLED',
  'LATEST',
  '#',
  'blora#x',
  'network',
  'STATE',
  'a'.repeat(64),
  'a'.repeat(700),
  'é'.repeat(700),
  '🗞'.repeat(400),
  'a'.repeat(70_000),
  '<script>',
  "' OR 1=1",
  '${7*7}',
  '{{7}}',
  '$ne',
  '2026-03-01',
  '2026-03-01T08:00:00Z',
  '2026-02-30',
  '+275760-09-13T00:00:00.001Z',
  '9999-12-31T23:59:59.999+23:59',
  '0000-01-01T00:00:00Z',
  '-000001-01-01',
  'https://example.com/',
  'http://[::1]/',
  'https://\u0000/',
  'https://é.example/',
  'https://x:99999/',
  'javascript:alert(1)',
  'web@baru.example',
  'baru',
  'blora',
  'kabar',
  'blora/market',
  'Asia/Blora',
  'id-',
] as const;
/** What might stand in a cursor: nothing, a place without its fields, one of another list, empty and huge places. */
const PLACES = [
  '',
  'null',
  '[]',
  '{}',
  '1',
  '"x"',
  '{"after":""}',
  '{"after":"\\u0000"}',
  '{"after":1}',
  '{',
  '{"uploadedAt":"","receiptId":""}',
  '{"eventTime":"2026-03-01T08:00:00Z","deliveryId":""}',
  '{"feedId":"","releaseId":"","firstPublicAt":"","rev":0}',
  `{"after":"${'z'.repeat(400)}"}`,
  '{"feedId":"n/x","releaseId":"#","firstPublicAt":"9","rev":1e300}',
  '{"__proto__":{"after":"x"}}',
].map((place) => Buffer.from(place).toString('base64url'));
/** JSON that no serializer writes. */
const RAW_JSON = [
  '1e999',
  '-1e999',
  '0.1e-400',
  '9'.repeat(400),
  '1E5',
  '-0',
  '01',
  '.5',
  'NaN',
  'Infinity',
  'undefined',
  '"\\ud800"',
  '"\\u0000"',
  '"\\x"',
  "{'a':1}",
  '{"a":1,}',
  '{"a":1,"a":2}',
  '{"":0}',
  '//',
  'null',
  '""',
  '{"__proto__":{"role":"operator"}}',
  '{"constructor":{"prototype":{}}}',
  ' '.repeat(65_537),
  '\u2028',
  '['.repeat(20_000),
  `${'['.repeat(9_000)}${']'.repeat(9_000)}`,
  '{"a":'.repeat(9_000),
  '[{}'.repeat(9_000),
];
const TYPES = [
  'application/json; charset=utf-16',
  'text/plain',
  '',
  'application/json, text/html',
  'APPLICATION/JSON',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  'application/merge-patch+json',
  'a'.repeat(900),
];
const HEADERS: readonly Readonly<Record<string, string>>[] = [
  { 'idempotency-key': 'a' },
  { 'idempotency-key': 'b' },
  { 'idempotency-key': 'x'.repeat(300) },
  { 'idempotency-key': 'é' },
  { 'idempotency-key': '' },
  { 'content-encoding': 'gzip' },
  { 'transfer-encoding': 'chunked' },
  { 'content-length': '-1' },
  { 'x-http-method-override': 'DELETE' },
  { 'x-forwarded-host': 'evil.example' },
  { accept: 'application/xml' },
  { cookie: 'a=b; =; \u007f' },
  { 'if-none-match': '*' },
];

const text = fc.constantFrom(...TEXTS);
const anyText = fc.oneof(
  { weight: 4, arbitrary: text },
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const anyNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 1, 1.5, 2 ** 31, 2 ** 53, 1e21, 1e308, -1e308, 5e-324, 86_400, 604_800),
  fc.double({ noNaN: true }),
  fc.integer(),
);
const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: anyText },
  { weight: 2, arbitrary: anyNumber },
  fc.constantFrom(null, true, false, [], {}, [null], [[]], { a: {} }, { '': 0 }),
  fc.jsonValue({ maxDepth: 4 }),
);

/** Requests of one operation: most are nearly right, since what is wrong everywhere is refused at once. */
export function requestsOf(
  method: string,
  path: string,
  described: Described,
  known: Known,
): fc.Arbitrary<Sent> {
  const schema = described.requestBody?.content['application/json'].schema;
  const type = fc.oneof({ weight: 5, arbitrary: fc.constant('application/json') }, fc.constantFrom(...TYPES));
  return fc
    .record({
      path: addresses(path, known),
      query: queries(described.parameters.filter((one) => one.in === 'query').map(({ name }) => name)),
      type,
      header: fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, fc.constantFrom(...HEADERS)),
      body: method === 'get' ? fc.constant(Buffer.alloc(0)) : bodies(schema),
    })
    .map(({ type: contentType, header, ...rest }) => ({
      ...rest,
      method: method.toUpperCase(),
      headers: { ...header, ...(contentType === '' ? {} : { 'content-type': contentType }) },
    }));
}

function addresses(path: string, known: Known): fc.Arbitrary<string> {
  const steps = path.split('/').map((step) => {
    const name = /^\{(\w+)\}$/.exec(step)?.[1];
    if (name === undefined) return fc.constant(step);
    const there = fc.constantFrom(...(known[name] ?? ['x']));
    return fc.oneof({ weight: 4, arbitrary: there }, anyText.map(written));
  });
  const whole = fc.tuple(...steps).map((parts) => parts.join('/'));
  return fc.oneof(
    { weight: 12, arbitrary: whole },
    whole.map((address) => `${address}/`),
    whole.map((address) => address.replace('/api/', '//api//')),
    whole.map((address) => address.replaceAll('/', '%2F').replace('%2F', '/')),
    fc.tuple(whole, anyText).map(([address, more]) => `${address}/${written(more)}`),
  );
}

/** As it may stand in an address: a text that begins with `%` is left as it is, be it no encoding. */
function written(part: string): string {
  return part.startsWith('%') ? part : encodeURIComponent(part.toWellFormed());
}

function queries(names: readonly string[]): fc.Arbitrary<string> {
  const value = (name: string) =>
    name === 'cursor'
      ? fc.oneof(fc.constantFrom(...PLACES), anyText)
      : fc.oneof(anyText, fc.constantFrom('published', 'delivered', 'hour', 'day', 'market', '2026-03-01'));
  const one = names.map((name) =>
    fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: value(name).map((given) => [`${name}=${written(given)}`]) },
      value(name).map((given) => [`${name}=${written(given)}`, `${name}=x`, name]),
    ),
  );
  const unknown = fc.oneof(
    { weight: 9, arbitrary: fc.constant([]) },
    anyText.map((name) => [`${written(name)}=1`]),
    fc.constant(['&&=&=%']),
  );
  return fc.tuple(unknown, ...one).map((parts) => parts.flat().join('&'));
}

function bodies(schema: Schema | undefined): fc.Arbitrary<Buffer> {
  const value = schema === undefined ? anyValue : valuesOf(schema);
  const json = value.map((one) => JSON.stringify(one) ?? '');
  return fc.oneof(
    { weight: 12, arbitrary: json.map((one) => Buffer.from(one)) },
    fc.constant(Buffer.alloc(0)),
    fc.constantFrom(...RAW_JSON).map((one) => Buffer.from(one)),
    fc.tuple(json, fc.nat(200)).map(([one, cut]) => Buffer.from(one.slice(0, cut))),
    json.map((one) => Buffer.concat([Buffer.from(one), Buffer.from([0xff, 0xfe, 0x00])])),
    json.map((one) => Buffer.from(one, 'utf16le')),
    json.map((one) => Buffer.from(`\ufeff${one}`)),
    fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes)),
  );
}

/** Values that a schema takes, with a wrong one now and then at any depth. */
function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: fittingOf(schema) }, anyValue);
}

function fittingOf(schema: Schema): fc.Arbitrary<unknown> {
  const { type, enum: choices, anyOf, items, properties, pattern } = schema;
  if (Array.isArray(choices)) return fc.constantFrom(...choices);
  if (Array.isArray(anyOf)) return fc.oneof(...anyOf.map((one) => valuesOf(schemaIn(one))));
  if (type === 'object') return objectsOf(schemaIn(properties), schema['required']);
  if (type === 'array') {
    return fc.oneof(
      { weight: 3, arbitrary: fc.array(valuesOf(schemaIn(items)), { maxLength: 4 }) },
      fc
        .constantFrom(60, 600)
        .chain((length) => valuesOf(schemaIn(items)).map((one) => Array(length).fill(one))),
    );
  }
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type === 'integer' || type === 'number')
    return fc.oneof(anyNumber, fc.integer({ min: 0, max: 90_000 }));
  if (type === 'string' && typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern, 'u'));
  return type === 'string' ? anyText : anyValue;
}

function objectsOf(properties: Schema, required: Schema[string] | undefined): fc.Arbitrary<unknown> {
  const needed = Array.isArray(required) ? required : [];
  const fields = Object.entries(properties).map(([name, schema]) => {
    const fitting = valuesOf(schemaIn(schema));
    const value =
      name in SANE ? fc.oneof({ weight: 3, arbitrary: fc.constant(SANE[name]) }, fitting) : fitting;
    const given = value.map((one) => [[name, one]]);
    return fc.oneof({ weight: needed.includes(name) ? 9 : 1, arbitrary: given }, fc.constant([]));
  });
  const more = fc.oneof(
    { weight: 9, arbitrary: fc.constant([]) },
    fc.tuple(text, anyValue).map((field) => [field]),
  );
  return fc.tuple(more, ...fields).map((parts) => Object.fromEntries(parts.flat()));
}

function schemaIn(value: Schema[string] | undefined): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
