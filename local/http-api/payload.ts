import { randomUUID } from 'node:crypto';
import type { HttpRequest } from './http-message.ts';
import type { Matched } from './match-route.ts';

/** Content types whose bodies reach a function as text; every other one is base64. */
const TEXT =
  /^(text\/|application\/(json|xml|javascript|x-www-form-urlencoded)\b|application\/[\w.+-]+\+(json|xml)\b)/i;

type Options = { accountId: string; now: number };

/** The event of payload format 2.0 (API Gateway developer guide, "Lambda proxy integrations for HTTP APIs"). */
export function payloadOf(
  request: HttpRequest,
  { route, pathParameters }: Matched,
  { accountId, now }: Options,
): object {
  const { cookie, ...headers } = request.headers;
  const query = new URLSearchParams(request.query);
  const asText = TEXT.test(headers['content-type'] ?? 'text/plain');
  const parameters = [...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]);
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: decodePath(request.path),
    rawQueryString: request.query,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    headers,
    ...(parameters.length === 0 ? {} : { queryStringParameters: Object.fromEntries(parameters) }),
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters }),
    requestContext: {
      accountId,
      apiId: route.apiId,
      domainName: headers['host'] ?? '',
      domainPrefix: (headers['host'] ?? '').split('.')[0],
      http: {
        method: request.method,
        path: decodePath(request.path),
        protocol: 'HTTP/1.1',
        sourceIp: request.ip,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: '$default',
      time: logTime(now),
      timeEpoch: now,
    },
    ...(request.body.length === 0 ? {} : { body: request.body.toString(asText ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !asText,
  };
}

/** An HTTP API hands paths on decoded. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** `12/Mar/2020:19:03:58 +0000`, as access logs write it. */
function logTime(now: number): string {
  const [, day, month, year, time] = new Date(now).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
