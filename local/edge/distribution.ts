import { plainReply, type HttpReply, type HttpRequest } from '../http-api/http-message.ts';
import { encodingsOf } from './compress.ts';
import { answerConditionally } from './conditional.ts';
import { makeEdgeCache, type EdgeCache } from './edge-cache.ts';
import { makeFetchOrigin, type AskOrigin, type FetchOrigin } from './fetch-origin.ts';
import { keyOf } from './origin-request.ts';
import { pathFits } from './path-pattern.ts';
import { applyPolicy } from './response-headers-policy.ts';
import type { Behaviour, DistributionConfig } from './stack-distribution.ts';
import { makeViewerFunctions, type ViewerFunctions } from './viewer-functions.ts';

export type Distribution = {
  /** Never throws: what goes wrong at the edge is a 502, and said in the log. */
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
type Edge = {
  config: DistributionConfig;
  cache: EdgeCache;
  fetchOrigin: FetchOrigin;
  viewer: ViewerFunctions;
  now: () => number;
};
/** `failed`: it is the origin's error, or a page in its place. */
type Served = { reply: HttpReply; failed: boolean };

const CACHE_BYTES = 16 * 1024 * 1024;

/** CloudFront with one edge location: behaviours, viewer functions, cache, compression, error pages, header policies. */
export function makeDistribution({ config, askOrigin, now, log }: Options): Distribution {
  const cache = makeEdgeCache({ now, maxBytes: CACHE_BYTES });
  const fetchOrigin = makeFetchOrigin({ config, askOrigin, now });
  const edge = { config, cache, fetchOrigin, viewer: makeViewerFunctions(config, log), now };
  return {
    invalidate: (paths) => paths.forEach((path) => cache.invalidate(path)),
    handle: async (request) => {
      try {
        return await handle(edge, request);
      } catch (error) {
        log('edge', `ERROR ${request.method} ${request.path}: ${String(error)}`);
        return plainReply(502, '502 ERROR: the edge could not satisfy the request');
      }
    },
  };
}

async function handle(edge: Edge, asked: HttpRequest): Promise<HttpReply> {
  const { viewer, config } = edge;
  const behaviour = behaviourFor(config, asked.path);
  if (!behaviour.methods.includes(asked.method))
    return plainReply(403, 'This distribution is not configured to allow the HTTP request method');
  const seen = behaviour.viewerRequest ? await viewer.request(behaviour.viewerRequest, asked) : asked;
  if ('status' in seen) return seen;
  const request = seen.path === '/' && config.rootObject ? { ...seen, path: `/${config.rootObject}` } : seen;
  const served = await serve(edge, request, behaviour);
  const answer = served.failed ? served.reply : answerConditionally(served.reply, asked.headers);
  const by = { method: request.method, origin: asked.headers['origin'] };
  const reply = { ...answer, headers: applyPolicy(answer.headers, behaviour.responseHeaders, by) };
  // CloudFront runs no viewer-response function on an origin's error, nor on the page that stands in for it.
  if (served.failed || !behaviour.viewerResponse) return reply;
  return viewer.response(behaviour.viewerResponse, request, reply);
}

function behaviourFor({ behaviours }: DistributionConfig, path: string): Behaviour {
  const found = behaviours.find(({ pattern }) => pathFits(pattern, path));
  if (!found) throw new Error(`no behaviour takes ${path}`);
  return found;
}

async function serve(edge: Edge, request: HttpRequest, behaviour: Behaviour): Promise<Served> {
  const cacheable = behaviour.cache.maxTtlS > 0 && behaviour.cachedMethods.includes(request.method);
  const reply = cacheable
    ? await fromCache(edge, request, behaviour)
    : told((await edge.fetchOrigin({ request, behaviour, cacheable })).reply, 'Miss');
  return reply.status < 400 ? { reply, failed: false } : withErrorPage(edge, request, reply);
}

async function fromCache(edge: Edge, request: HttpRequest, behaviour: Behaviour): Promise<HttpReply> {
  const encodings = encodingsOf(request.headers['accept-encoding'], behaviour.cache);
  const method = request.method === 'OPTIONS' ? 'OPTIONS' : 'GET';
  const key = { path: request.path, rest: `${method} ${keyOf(request, behaviour.cache, encodings)}` };
  const fetched = { request, behaviour, cacheable: true };
  const { kept, hit } = await edge.cache.through(key, () => edge.fetchOrigin(fetched));
  const ageS = Math.floor((edge.now() - kept.storedAt) / 1000);
  return hit ? told(kept.reply, 'Hit', { age: String(ageS) }) : told(kept.reply, 'Miss');
}

async function withErrorPage(edge: Edge, request: HttpRequest, reply: HttpReply): Promise<Served> {
  const page = edge.config.errorPages.find(({ status }) => status === reply.status)?.page;
  if (!page || request.path === page.path) return { reply, failed: true };
  const asked = { ...request, method: 'GET', path: page.path, query: '' };
  const served = await serve(edge, asked, behaviourFor(edge.config, page.path));
  if (served.failed) return { reply, failed: true };
  return { reply: told({ ...served.reply, status: page.status }, 'Error'), failed: true };
}

type More = Readonly<Record<string, string>>;

/** `X-Cache` as CloudFront says it. */
const told = (reply: HttpReply, what: 'Hit' | 'Miss' | 'Error', more: More = {}): HttpReply => ({
  ...reply,
  headers: { ...reply.headers, ...more, 'x-cache': `${what} from cloudfront` },
});
