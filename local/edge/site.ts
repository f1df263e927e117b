import type { Aws } from '../aws.ts';
import { makeHttpApi } from '../http-api/http-api.ts';
import { plainReply, type HttpReply, type HttpRequest } from '../http-api/http-message.ts';
import { stackRoutes } from '../http-api/stack-routes.ts';
import type { Functions } from '../lambda/make-functions.ts';
import type { MayInvoke } from '../lambda/permissions.ts';
import type { OnLog } from '../lambda/function-spec.ts';
import type { Stack } from '../template/stack.ts';
import { makeBucketOrigin } from './bucket-origin.ts';
import { makeDistribution } from './distribution.ts';
import type { AskOrigin } from './fetch-origin.ts';
import { checkEdgeLanguage } from './edge-language.ts';
import { stackDistribution, type DistributionConfig } from './stack-distribution.ts';

export type Site = {
  handle: (request: HttpRequest) => Promise<HttpReply>;
  invalidate(paths: readonly string[]): void;
};
type Ask = (request: HttpRequest) => Promise<HttpReply>;
type Options = {
  stack: Stack;
  aws: Pick<Aws, 's3' | 'authoriser'>;
  functions: Pick<Functions, 'find'>;
  mayInvoke: MayInvoke;
  now: () => number;
  onLog: OnLog;
  /** False when this very assembly's edge functions have been checked before. */
  checkLanguage: boolean;
};

/** What the site's port answers with: the distribution, or where there is none the HTTP API itself. */
export async function makeSite(options: Options): Promise<Site> {
  const { stack, now, onLog } = options;
  const config = stackDistribution(stack);
  const api = apiOf(options);
  if (!config)
    return { handle: api ?? (async () => plainReply(404, 'the stack has no site')), invalidate: () => {} };
  if (options.checkLanguage)
    await checkEdgeLanguage(new Map([...config.functions.values()].map(({ name, code }) => [name, code])));
  return makeDistribution({ config, askOrigin: askOriginOf(options, config, api), now, log: onLog });
}

function apiOf({ stack, functions, mayInvoke, now, onLog }: Options): Ask | undefined {
  const { region, account } = stack.place;
  const routes = stackRoutes(stack);
  if (routes.length === 0) return undefined;
  return makeHttpApi({
    routes,
    accountId: account,
    now,
    invoke: (route, event) => {
      const path = route.key === '$default' ? '$default' : (route.key.split(' ')[1] ?? '');
      const sourceArn = `arn:aws:execute-api:${region}:${account}:${route.apiId}/$default/*${path}`;
      const { spec, invoke } = functions.find(route.functionArn);
      if (mayInvoke({ service: 'apigateway.amazonaws.com', functionArn: spec.arn, sourceArn }))
        return invoke(event);
      onLog(spec.name, `ERROR its permissions do not let the HTTP API invoke it for ${route.key}`);
      return undefined;
    },
  });
}

function askOriginOf({ stack, aws }: Options, config: DistributionConfig, api: Ask | undefined): AskOrigin {
  const byDomain = new Map<string, Ask>();
  for (const { id, ref } of stack.all('AWS::S3::Bucket')) {
    const origin = config.origins.find(({ domain }) => domain === stack.attribute(id, 'RegionalDomainName'));
    if (!origin) continue;
    const may = (action: string, resource: string): boolean =>
      origin.signed &&
      aws.authoriser.serviceMay('cloudfront.amazonaws.com', { action, resource }, config.arn);
    byDomain.set(
      origin.domain,
      makeBucketOrigin({ bucket: ref, handle: (call) => aws.s3.handle(call), may }),
    );
  }
  for (const { ref } of stack.all('AWS::ApiGatewayV2::Api'))
    if (api) byDomain.set(`${ref}.execute-api.${stack.place.region}.amazonaws.com`, api);
  const unknown = config.origins.find(({ domain }) => !byDomain.has(domain));
  if (unknown)
    throw new Error(
      `the origin ${unknown.domain} is neither a bucket nor an HTTP API of the stack: not run locally`,
    );
  return async (origin, request) =>
    (await byDomain.get(origin.domain)?.(request)) ?? plainReply(502, 'no such origin');
}
