import { plainReply, type HttpReply, type HttpRequest } from '../http-api/http-message.ts';
import { compressed, encodingsOf } from './compress.ts';
import { answerConditionally } from './conditional.ts';
import { makeEdgeCache, type Kept } from './edge-cache.ts';
import {
  edgeRequestOf,
  replyAfter,
  requestAfter,
  returnedResponseSchema,
  returnedSchema,
  toValues,
} from './edge-event.ts';
import { checkHeaders, makeEdgeFunction, type EdgeFunction } from './edge-function.ts';
import { errorTtlOf, ttlOf } from './freshness.ts';
import { keyOf, originRequest } from './origin-request.ts';
import { pathFits } from './path-pattern.ts';
import { applyPolicy } from './response-headers-policy.ts';
import type { Behaviour, DistributionConfig, Origin } from './stack-distribution.ts';

/** Answers what the edge asks an origin. */
export type AskOrigin = (origin: Origin, request: HttpRequest) => Promise<HttpReply>;
export type Distribution = {
  handle(request: HttpRequest): Promise<HttpReply>;
  /** What CreateInvalidation does: paths, or prefixes that end in `*`. */
  invalidate(paths: readonly string[]): void;
};
type Options = {
  config: DistributionConfig;
  askOrigin: AskOrigin;
  now: () => number;
  log: (functionName: string, line: string) => void;
};
type Served = {
  reply: HttpReply;
  /** Whether it is the origin's error, or a page in its place. */ failed: boolean;
};

const CACHE_BYTES = 16 * 1024 * 1024;

/** CloudFront with one edge location: behaviours, viewer functions, cache, compression, error pages, header policies. */
export function makeDistribution({ config, askOrigin, now, log }: Options): Distribution {
  const cache = makeEdgeCache({ now, maxBytes: CACHE_BYTES });
  const functions = new Map<string, EdgeFunction>();
  for (const [arn, { name, code }] of config.functions)
    functions.set(
      arn,
      makeEdgeFunction(name, code, (line) => log(name, line)),
    );
  const run = (arn: string, event: object): Promise<unknown> => {
    const found = functions.get(arn);
    if (!found)
      throw new Error(`the distribution names a function that the template does not declare: ${arn}`);
    return found(event);
  };
  const behaviourFor = (path: string): Behaviour => {
    const found = config.behaviours.find(({ pattern }) => pathFits(pattern, path));
    if (!found) throw new Error(`no behaviour takes ${path}`);
    return found;
  };
  const eventOf = (request: HttpRequest, eventType: string): object => ({
    version: '1.0',
    context: {
      distributionDomainName: request.headers['host'] ?? '',
      distributionId: config.id,
      eventType,
      requestId: 'local',
    },
    viewer: { ip: request.ip },
  });

  /** From the cache or the origin, compressed and with how long it may be kept. */
  const fetchFrom = async (request: HttpRequest, behaviour: Behaviour, cacheable: boolean): Promise<Kept> => {
    const origin = config.origins.find(({ id }) => id === behaviour.origin);
    if (!origin) throw new Error(`a behaviour names the origin ${behaviour.origin}, which is not configured`);
    const asked = originRequest(
      request,
      { cache: behaviour.cache, origin: behaviour.originRequest },
      { cacheable },
    );
    const answer = await askOrigin(origin, {
      ...asked,
      method: cacheable && request.method === 'HEAD' ? 'GET' : request.method,
      path: origin.path + asked.path,
      headers: { host: origin.domain, ...asked.headers, ...origin.headers },
    });
    const page = config.errorPages.find(({ status }) => status === answer.status);
    const storedAt = now();
    const ttlS =
      answer.status >= 400
        ? errorTtlOf(answer.status, answer.headers, page?.ttlS, storedAt)
        : ttlOf(answer.headers, behaviour.cache, storedAt);
    const encodings =
      behaviour.compress && cacheable ? encodingsOf(request.headers['accept-encoding'], behaviour.cache) : [];
    return { reply: compressed(answer, encodings), storedAt, expiresAt: storedAt + ttlS * 1000 };
  };
  const serve = async (request: HttpRequest, behaviour: Behaviour): Promise<Served> => {
    const cacheable = behaviour.cache.maxTtlS > 0 && behaviour.cachedMethods.includes(request.method);
    if (!cacheable) {
      const { reply } = await fetchFrom(request, behaviour, false);
      return withErrorPage(request, {
        ...reply,
        headers: { ...reply.headers, 'x-cache': 'Miss from cloudfront' },
      });
    }
    const encodings = encodingsOf(request.headers['accept-encoding'], behaviour.cache);
    const method = request.method === 'OPTIONS' ? 'OPTIONS' : 'GET';
    const key = { path: request.path, rest: `${method} ${keyOf(request, behaviour.cache, encodings)}` };
    const { kept, hit } = await cache.through(key, () => fetchFrom(request, behaviour, true));
    const headers = {
      ...kept.reply.headers,
      'x-cache': `${hit ? 'Hit' : 'Miss'} from cloudfront`,
      ...(hit ? { age: String(Math.floor((now() - kept.storedAt) / 1000)) } : {}),
    };
    return withErrorPage(request, { ...kept.reply, headers });
  };
  const withErrorPage = async (request: HttpRequest, reply: HttpReply): Promise<Served> => {
    if (reply.status < 400) return { reply, failed: false };
    const page = config.errorPages.find(({ status }) => status === reply.status)?.page;
    if (!page || request.path === page.path) return { reply, failed: true };
    const asked = { ...request, method: 'GET', path: page.path, query: '' };
    const served = await serve(asked, behaviourFor(page.path));
    if (served.failed) return { reply, failed: true };
    const headers = { ...served.reply.headers, 'x-cache': 'Error from cloudfront' };
    return { reply: { ...served.reply, status: page.status, headers }, failed: true };
  };

  const viewerRequest = async (request: HttpRequest, arn: string): Promise<HttpRequest | HttpReply> => {
    const before = edgeRequestOf(request);
    const returned = returnedSchema.parse(
      await run(arn, { ...eventOf(request, 'viewer-request'), request: before }),
    );
    if ('statusCode' in returned) return replyAfter(returned, Buffer.alloc(0));
    checkHeaders('viewer-request', before.headers, returned.headers);
    return requestAfter(request, returned);
  };
  const viewerResponse = async (request: HttpRequest, reply: HttpReply, arn: string): Promise<HttpReply> => {
    const headers = toValues(reply.headers);
    const response = { statusCode: reply.status, statusDescription: 'OK', headers, cookies: {} };
    const event = { ...eventOf(request, 'viewer-response'), request: edgeRequestOf(request), response };
    const returned = returnedResponseSchema.parse(await run(arn, event));
    checkHeaders('viewer-response', headers, returned.headers);
    return replyAfter(returned, reply.body);
  };
  const handle = async (asked: HttpRequest): Promise<HttpReply> => {
    const behaviour = behaviourFor(asked.path);
    if (!behaviour.methods.includes(asked.method))
      return plainReply(403, 'This distribution is not configured to allow the HTTP request method');
    const seen = behaviour.viewerRequest ? await viewerRequest(asked, behaviour.viewerRequest) : asked;
    if ('status' in seen) return seen;
    const request =
      seen.path === '/' && config.rootObject ? { ...seen, path: `/${config.rootObject}` } : seen;
    const served = await serve(request, behaviour);
    const answer = served.failed ? served.reply : answerConditionally(served.reply, asked.headers);
    const by = { method: request.method, origin: asked.headers['origin'] };
    const reply = { ...answer, headers: applyPolicy(answer.headers, behaviour.responseHeaders, by) };
    // CloudFront runs no viewer-response function on an origin's error, nor on the page that stands in for it.
    if (served.failed || !behaviour.viewerResponse) return reply;
    return viewerResponse(request, reply, behaviour.viewerResponse);
  };
  return {
    invalidate: (paths) => paths.forEach((path) => cache.invalidate(path)),
    handle: async (request) => {
      try {
        return await handle(request);
      } catch (error) {
        log('edge', `ERROR ${request.method} ${request.path}: ${String(error)}`);
        return plainReply(502, '502 ERROR: the edge could not satisfy the request');
      }
    },
  };
}
