import * as z from 'zod';
import { readAll } from '../template/read-all.ts';
import type { Stack } from '../template/stack.ts';
import { ALL, namesSchema, NONE, selection, type Selection } from './selection.ts';

export type CachePolicy = {
  minTtlS: number;
  defaultTtlS: number;
  maxTtlS: number;
  gzip: boolean;
  brotli: boolean;
  headers: Selection;
  query: Selection;
  cookies: Selection;
};
/** What of a viewer's request reaches the origin, beside what is in the cache key. */
export type OriginRequestPolicy = { headers: Selection; query: Selection; cookies: Selection };

const UNCOMPRESSED = { gzip: false, brotli: false, headers: NONE, query: NONE, cookies: NONE };
const OPTIMIZED = { ...UNCOMPRESSED, minTtlS: 1, defaultTtlS: 86_400, maxTtlS: 31_536_000 };

/** CloudFront developer guide, "Use managed cache policies". */
const MANAGED_CACHE: Readonly<Record<string, CachePolicy>> = {
  // CachingDisabled
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': { ...UNCOMPRESSED, minTtlS: 0, defaultTtlS: 0, maxTtlS: 0 },
  // CachingOptimized
  '658327ea-f89d-4fab-a63d-7e88639e58f6': { ...OPTIMIZED, gzip: true, brotli: true },
  // CachingOptimizedForUncompressedObjects
  'b2884449-e4de-46a7-ac36-70bc7f1ddd6d': OPTIMIZED,
};

/** CloudFront developer guide, "Use managed origin request policies". */
const MANAGED_ORIGIN_REQUEST: Readonly<Record<string, OriginRequestPolicy>> = {
  // AllViewer
  '216adef6-5c7f-47e4-b989-5492eafa07d3': { headers: ALL, query: ALL, cookies: ALL },
  // AllViewerExceptHostHeader
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': {
    headers: { mode: 'except', names: ['host'] },
    query: ALL,
    cookies: ALL,
  },
  // CORS-S3Origin
  '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf': {
    headers: {
      mode: 'only',
      names: ['origin', 'access-control-request-headers', 'access-control-request-method'],
    },
    query: NONE,
    cookies: NONE,
  },
};

const cookiesSchema = z.strictObject({ CookieBehavior: z.string(), Cookies: namesSchema });
const headersSchema = z.strictObject({ HeaderBehavior: z.string(), Headers: namesSchema });
const querySchema = z.strictObject({ QueryStringBehavior: z.string(), QueryStrings: namesSchema });
const selectionsSchema = {
  CookiesConfig: cookiesSchema,
  HeadersConfig: headersSchema,
  QueryStringsConfig: querySchema,
};
const cachePolicySchema = z.strictObject({
  CachePolicyConfig: z.strictObject({
    Comment: z.string().optional(),
    DefaultTTL: z.number(),
    MaxTTL: z.number(),
    MinTTL: z.number(),
    Name: z.string(),
    ParametersInCacheKeyAndForwardedToOrigin: z.strictObject({
      ...selectionsSchema,
      EnableAcceptEncodingBrotli: z.boolean().default(false),
      EnableAcceptEncodingGzip: z.boolean(),
    }),
  }),
});
const originRequestPolicySchema = z.strictObject({
  OriginRequestPolicyConfig: z.strictObject({
    ...selectionsSchema,
    Comment: z.string().optional(),
    Name: z.string(),
  }),
});

type Selections = z.infer<z.ZodObject<typeof selectionsSchema>>;
const selections = ({
  HeadersConfig,
  QueryStringsConfig,
  CookiesConfig,
}: Selections): OriginRequestPolicy => ({
  headers: selection(HeadersConfig.HeaderBehavior, HeadersConfig.Headers),
  query: selection(QueryStringsConfig.QueryStringBehavior, QueryStringsConfig.QueryStrings),
  cookies: selection(CookiesConfig.CookieBehavior, CookiesConfig.Cookies),
});

/** Cache policies by id: the template's and CloudFront's own. */
export function stackCachePolicies(stack: Stack): (id: string) => CachePolicy {
  const own = readAll(stack, 'AWS::CloudFront::CachePolicy', cachePolicySchema).map(({ ref, props }) => {
    const config = props.CachePolicyConfig;
    const inKey = config.ParametersInCacheKeyAndForwardedToOrigin;
    const policy: CachePolicy = {
      ...selections(inKey),
      minTtlS: config.MinTTL,
      defaultTtlS: config.DefaultTTL,
      maxTtlS: config.MaxTTL,
      gzip: inKey.EnableAcceptEncodingGzip,
      brotli: inKey.EnableAcceptEncodingBrotli,
    };
    return [ref, policy] as const;
  });
  return byId('cache policy', new Map([...Object.entries(MANAGED_CACHE), ...own]));
}

/** Origin request policies by id: the template's and CloudFront's own. */
export function stackOriginRequestPolicies(stack: Stack): (id: string) => OriginRequestPolicy {
  const own = readAll(stack, 'AWS::CloudFront::OriginRequestPolicy', originRequestPolicySchema).map(
    ({ ref, props }) => [ref, selections(props.OriginRequestPolicyConfig)] as const,
  );
  return byId('origin request policy', new Map([...Object.entries(MANAGED_ORIGIN_REQUEST), ...own]));
}

/** Finds by id; throws for an id that is neither the template's nor known as CloudFront's. */
export function byId<Value>(what: string, values: ReadonlyMap<string, Value>): (id: string) => Value {
  return (id) => {
    const value = values.get(id);
    if (value === undefined) throw new Error(`the CloudFront ${what} ${id} is not run locally`);
    return value;
  };
}
