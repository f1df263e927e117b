import * as z from 'zod';
import type { HttpReply, HttpRequest } from '../http-api/http-message.ts';

/** The event structure of CloudFront Functions (developer guide, "CloudFront Functions event structure"). */
const valueSchema = z.object({
  value: z.string(),
  multiValue: z.array(z.object({ value: z.string() })).optional(),
});
const valuesSchema = z.record(z.string(), valueSchema);
type Values = z.infer<typeof valuesSchema>;

const requestSchema = z.object({
  method: z.string(),
  uri: z.string().startsWith('/'),
  querystring: z.union([valuesSchema, z.string()]).default({}),
  headers: valuesSchema.default({}),
  cookies: valuesSchema.default({}),
});
const responseSchema = z.object({
  statusCode: z.number().int().min(200).max(599),
  statusDescription: z.string().optional(),
  headers: valuesSchema.default({}),
  cookies: valuesSchema.default({}),
  body: z
    .union([z.string(), z.object({ data: z.string(), encoding: z.enum(['text', 'base64']).default('text') })])
    .optional(),
});
export const returnedSchema = z.union([responseSchema, requestSchema]);
export const returnedResponseSchema = responseSchema;
export type EdgeRequest = z.infer<typeof requestSchema>;
export type EdgeResponse = z.infer<typeof responseSchema>;

/** Header values as CloudFront hands them to a function, and back. */
export const toValues = (headers: Readonly<Record<string, string | string[]>>): Values =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value)
        ? { value: value[0] ?? '', multiValue: value.map((each) => ({ value: each })) }
        : { value },
    ]),
  );

export const fromValues = (values: Values): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(values).map(([name, { value, multiValue }]) => [
      name.toLowerCase(),
      multiValue ? multiValue.map((each) => each.value) : value,
    ]),
  );

/** `a=1&a=2&b`, not decoded, as a function sees it. */
export function queryValues(query: string): Values {
  const values = new Map<string, string[]>();
  for (const part of query.split('&').filter(Boolean)) {
    const [name = '', ...rest] = part.split('=');
    values.set(name, [...(values.get(name) ?? []), rest.join('=')]);
  }
  const asValue = (all: readonly string[]) => ({
    value: all.at(-1) ?? '',
    ...(all.length > 1 ? { multiValue: all.map((value) => ({ value })) } : {}),
  });
  return Object.fromEntries([...values].map(([name, all]) => [name, asValue(all)]));
}

export function queryOf(values: Values | string): string {
  if (typeof values === 'string') return values;
  return Object.entries(values)
    .flatMap(([name, { value, multiValue }]) =>
      (multiValue ?? [{ value }]).map((each) => [name, each.value] as const),
    )
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&');
}

const cookieValues = (cookie: string | undefined): Values =>
  queryValues((cookie ?? '').split(/; */).filter(Boolean).join('&'));

export function edgeRequestOf({ method, path, query, headers }: HttpRequest): EdgeRequest {
  const { cookie, ...others } = headers;
  return {
    method,
    uri: path,
    querystring: queryValues(query),
    headers: toValues(others),
    cookies: cookieValues(cookie),
  };
}

/** The request as a viewer-request function left it. */
export function requestAfter(original: HttpRequest, edge: EdgeRequest): HttpRequest {
  const cookie = queryOf(edge.cookies).replaceAll('&', '; ');
  const headers = Object.entries(edge.headers).map(
    ([name, { value }]) => [name.toLowerCase(), value] as const,
  );
  return {
    ...original,
    path: edge.uri,
    query: queryOf(edge.querystring),
    headers: { ...Object.fromEntries(headers), ...(cookie === '' ? {} : { cookie }) },
  };
}

/** A reply out of what a function returned; without a body of its own it keeps the one that there was. */
export function replyAfter(edge: EdgeResponse, body: Buffer): HttpReply {
  const own = edge.body;
  const changed =
    typeof own === 'object'
      ? Buffer.from(own.data, own.encoding === 'base64' ? 'base64' : 'utf8')
      : undefined;
  return {
    status: edge.statusCode,
    headers: fromValues(edge.headers),
    body: changed ?? (typeof own === 'string' ? Buffer.from(own) : body),
  };
}
