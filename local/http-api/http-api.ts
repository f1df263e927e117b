import * as z from 'zod';
import type { InvokeResult } from '../lambda/function-spec.ts';
import { json, type Json } from '../template/json.ts';
import { plainReply, type HttpReply, type HttpRequest } from './http-message.ts';
import { makeMatchRoute } from './match-route.ts';
import { payloadOf } from './payload.ts';
import type { Route } from './stack-routes.ts';

/** API Gateway quotas for HTTP APIs. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;
const MAX_HEADER_BYTES = 10_240;

const answerSchema = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});
const structured = z.looseObject({ statusCode: json });

type Options = {
  routes: readonly Route[];
  accountId: string;
  now: () => number;
  /** Runs the route's function; undefined when the function does not let the API invoke it. */
  invoke: (route: Route, event: object) => Promise<InvokeResult> | undefined;
};

/** An HTTP API: routes a request to its function and makes a reply of what that answers. */
export function makeHttpApi({ routes, accountId, now, invoke }: Options) {
  const matchRoute = makeMatchRoute(routes);
  return async (request: HttpRequest): Promise<HttpReply> => {
    const matched = matchRoute(request.method, request.path);
    if (!matched) return message(404, 'Not Found');
    if (request.body.length > MAX_BODY_BYTES) return message(413, 'Request Entity Too Large');
    if (JSON.stringify(request.headers).length > MAX_HEADER_BYTES)
      return message(431, 'Request Header Fields Too Large');
    const result = await invoke(matched.route, payloadOf(request, matched, { accountId, now: now() }));
    return result?.ok ? replyOf(result.value) : message(500, 'Internal Server Error');
  };
}

const message = (status: number, text: string): HttpReply =>
  plainReply(status, JSON.stringify({ message: text }), 'application/json');

/** An answer without a status code is taken as a JSON body (format 2.0's inferred response). */
function replyOf(value: Json): HttpReply {
  if (!structured.safeParse(value).success)
    return plainReply(200, typeof value === 'string' ? value : JSON.stringify(value), 'application/json');
  const answer = answerSchema.safeParse(value);
  if (!answer.success) return message(500, 'Internal Server Error');
  const { statusCode, headers, cookies, body, isBase64Encoded } = answer.data;
  const lowered = Object.entries(headers ?? {}).map(([name, text]) => [name.toLowerCase(), String(text)]);
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...Object.fromEntries(lowered),
      ...(cookies ? { 'set-cookie': cookies } : {}),
    },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}
