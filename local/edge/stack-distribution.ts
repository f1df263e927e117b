import * as z from 'zod';
import { readAll } from '../template/read-all.ts';
import type { Stack } from '../template/stack.ts';
import {
  stackCachePolicies,
  stackOriginRequestPolicies,
  type CachePolicy,
  type OriginRequestPolicy,
} from './policies.ts';
import { stackResponseHeadersPolicies, type ResponseHeadersPolicy } from './response-headers-policy.ts';

export type Behaviour = {
  pattern: string;
  origin: string;
  methods: readonly string[];
  cachedMethods: readonly string[];
  compress: boolean;
  cache: CachePolicy;
  originRequest: OriginRequestPolicy | undefined;
  responseHeaders: ResponseHeadersPolicy | undefined;
  /** ARNs of functions. */
  viewerRequest: string | undefined;
  viewerResponse: string | undefined;
};
export type Origin = {
  id: string;
  domain: string;
  path: string;
  /** Whether CloudFront signs its requests to the bucket. */
  signed: boolean;
  headers: Readonly<Record<string, string>>;
};
export type ErrorPage = {
  status: number;
  ttlS: number | undefined;
  page: { path: string; status: number } | undefined;
};
export type DistributionConfig = {
  id: string;
  arn: string;
  rootObject: string | undefined;
  /** In the order in which they are tried; the last takes everything. */
  behaviours: readonly Behaviour[];
  origins: readonly Origin[];
  errorPages: readonly ErrorPage[];
  /** Code of the functions by ARN. */
  functions: ReadonlyMap<string, { name: string; code: string }>;
};

const behaviourShape = {
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  CachePolicyId: z.string(),
  CachedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  Compress: z.boolean().default(false),
  FunctionAssociations: z
    .array(
      z.strictObject({ EventType: z.enum(['viewer-request', 'viewer-response']), FunctionARN: z.string() }),
    )
    .default([]),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: z.string().optional(),
  TargetOriginId: z.string(),
  ViewerProtocolPolicy: z.string(),
};
const defaultBehaviourSchema = z.strictObject(behaviourShape);
const originSchema = z.strictObject({
  ConnectionAttempts: z.number().optional(),
  ConnectionTimeout: z.number().optional(),
  CustomOriginConfig: z.unknown().optional(),
  DomainName: z.string(),
  Id: z.string(),
  OriginAccessControlId: z.string().optional(),
  OriginCustomHeaders: z
    .array(z.strictObject({ HeaderName: z.string(), HeaderValue: z.string() }))
    .default([]),
  OriginPath: z.string().default(''),
  OriginShield: z.unknown().optional(),
  S3OriginConfig: z.strictObject({ OriginAccessIdentity: z.literal('').optional() }).optional(),
});
const distributionSchema = z.strictObject({
  DistributionConfig: z.strictObject({
    Aliases: z.array(z.string()).optional(),
    CacheBehaviors: z.array(z.strictObject({ ...behaviourShape, PathPattern: z.string() })).default([]),
    Comment: z.string().optional(),
    CustomErrorResponses: z
      .array(
        z.strictObject({
          ErrorCachingMinTTL: z.number().optional(),
          ErrorCode: z.number(),
          ResponseCode: z.number().optional(),
          ResponsePagePath: z.string().optional(),
        }),
      )
      .default([]),
    DefaultCacheBehavior: defaultBehaviourSchema,
    DefaultRootObject: z.string().optional(),
    Enabled: z.literal(true),
    HttpVersion: z.string().optional(),
    IPV6Enabled: z.boolean().optional(),
    Logging: z.unknown().optional(),
    Origins: z.array(originSchema),
    PriceClass: z.string().optional(),
    ViewerCertificate: z.unknown().optional(),
  }),
  Tags: z.unknown().optional(),
});
const functionSchema = z.strictObject({
  AutoPublish: z.literal(true),
  FunctionCode: z.string(),
  FunctionConfig: z.strictObject({ Comment: z.string(), Runtime: z.literal('cloudfront-js-2.0') }),
  Name: z.string(),
});
const accessControlSchema = z.strictObject({
  OriginAccessControlConfig: z.strictObject({
    Description: z.string().optional(),
    Name: z.string(),
    OriginAccessControlOriginType: z.literal('s3'),
    SigningBehavior: z.enum(['always', 'never', 'no-override']),
    SigningProtocol: z.literal('sigv4'),
  }),
});

/** The template's distribution; undefined when it declares none. Throws for more than one and for what is not run locally. */
export function stackDistribution(stack: Stack): DistributionConfig | undefined {
  const [distribution, ...more] = readAll(stack, 'AWS::CloudFront::Distribution', distributionSchema);
  if (!distribution) return undefined;
  if (more.length > 0) throw new Error(`${more.length + 1} distributions are not run locally; one is`);
  const config = distribution.props.DistributionConfig;
  const behaviourOf = makeBehaviourOf(stack);
  const signing = new Set(
    readAll(stack, 'AWS::CloudFront::OriginAccessControl', accessControlSchema)
      .filter(({ props }) => props.OriginAccessControlConfig.SigningBehavior !== 'never')
      .map(({ ref }) => ref),
  );
  const functions = readAll(stack, 'AWS::CloudFront::Function', functionSchema);
  return {
    id: distribution.ref,
    arn: `arn:aws:cloudfront::${stack.place.account}:distribution/${distribution.ref}`,
    rootObject: config.DefaultRootObject,
    behaviours: [
      ...config.CacheBehaviors.map((behaviour) => behaviourOf(behaviour.PathPattern, behaviour)),
      behaviourOf('*', config.DefaultCacheBehavior),
    ],
    origins: config.Origins.map((origin) => ({
      id: origin.Id,
      domain: origin.DomainName,
      path: origin.OriginPath,
      signed: signing.has(origin.OriginAccessControlId ?? ''),
      headers: Object.fromEntries(
        origin.OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [
          HeaderName.toLowerCase(),
          HeaderValue,
        ]),
      ),
    })),
    errorPages: config.CustomErrorResponses.map((error) => ({
      status: error.ErrorCode,
      ttlS: error.ErrorCachingMinTTL,
      page:
        error.ResponsePagePath === undefined
          ? undefined
          : { path: error.ResponsePagePath, status: error.ResponseCode ?? error.ErrorCode },
    })),
    functions: new Map(functions.map(({ id, arn, props }) => [arn, { name: id, code: props.FunctionCode }])),
  };
}

function makeBehaviourOf(stack: Stack) {
  const cachePolicy = stackCachePolicies(stack);
  const originRequestPolicy = stackOriginRequestPolicies(stack);
  const responseHeadersPolicy = stackResponseHeadersPolicies(stack);
  return (pattern: string, read: z.infer<typeof defaultBehaviourSchema>): Behaviour => {
    const associated = (type: string): string | undefined =>
      read.FunctionAssociations.find(({ EventType }) => EventType === type)?.FunctionARN;
    const optional = <Value>(find: (id: string) => Value, id: string | undefined): Value | undefined =>
      id === undefined ? undefined : find(id);
    return {
      pattern,
      origin: read.TargetOriginId,
      methods: read.AllowedMethods,
      cachedMethods: read.CachedMethods,
      compress: read.Compress,
      cache: cachePolicy(read.CachePolicyId),
      originRequest: optional(originRequestPolicy, read.OriginRequestPolicyId),
      responseHeaders: optional(responseHeadersPolicy, read.ResponseHeadersPolicyId),
      viewerRequest: associated('viewer-request'),
      viewerResponse: associated('viewer-response'),
    };
  };
}
