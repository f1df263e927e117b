import type { HttpReply, HttpRequest } from '../http-api/http-message.ts';
import { compressed, encodingsOf } from './compress.ts';
import type { Kept } from './edge-cache.ts';
import { errorTtlOf, ttlOf } from './freshness.ts';
import { originRequest } from './origin-request.ts';
import type { Behaviour, DistributionConfig, Origin } from './stack-distribution.ts';

/** Answers what the edge asks an origin. */
export type AskOrigin = (origin: Origin, request: HttpRequest) => Promise<HttpReply>;
type Options = { config: DistributionConfig; askOrigin: AskOrigin; now: () => number };
type Fetched = { request: HttpRequest; behaviour: Behaviour; cacheable: boolean };
export type FetchOrigin = (fetched: Fetched) => Promise<Kept>;

/** Asks a behaviour's origin; gives its answer as it is kept: compressed where the edge does, and for how long. */
export function makeFetchOrigin({ config, askOrigin, now }: Options): FetchOrigin {
  return async ({ request, behaviour, cacheable }) => {
    const { cache } = behaviour;
    const origin = config.origins.find(({ id }) => id === behaviour.origin);
    if (!origin) throw new Error(`a behaviour names the origin ${behaviour.origin}, which is not configured`);
    const asked = originRequest(request, { cache, origin: behaviour.originRequest }, { cacheable });
    const answer = await askOrigin(origin, {
      ...asked,
      method: cacheable && request.method === 'HEAD' ? 'GET' : request.method,
      path: origin.path + asked.path,
      headers: { host: origin.domain, ...asked.headers, ...origin.headers },
    });
    const storedAt = now();
    const encodings =
      behaviour.compress && cacheable ? encodingsOf(request.headers['accept-encoding'], cache) : [];
    const ttlS =
      answer.status >= 400 ? errorTtl(answer, config, storedAt) : ttlOf(answer.headers, cache, storedAt);
    return { reply: compressed(answer, encodings), storedAt, expiresAt: storedAt + ttlS * 1000 };
  };
}

function errorTtl({ status, headers }: HttpReply, { errorPages }: DistributionConfig, now: number): number {
  const configured = errorPages.find((each) => each.status === status)?.ttlS;
  return errorTtlOf(status, headers, configured, now);
}
