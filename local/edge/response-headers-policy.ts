import * as z from 'zod';
import { readAll } from '../template/read-all.ts';
import type { Stack } from '../template/stack.ts';
import { byId } from './policies.ts';

type Headers = Record<string, string | string[]>;
type Set = { name: string; value: string; override: boolean };
type Cors = {
  origins: readonly string[];
  methods: readonly string[];
  headers: readonly string[];
  expose: readonly string[];
  credentials: boolean;
  maxAgeS?: number;
  override: boolean;
};
/** What is done to the headers of every answer, after the cache and before the viewer-response function. */
export type ResponseHeadersPolicy = { set: readonly Set[]; remove: readonly string[]; cors?: Cors };

const override = z.boolean();
const items = z.strictObject({ Items: z.array(z.string()) });
const policySchema = z.strictObject({
  ResponseHeadersPolicyConfig: z.strictObject({
    Comment: z.string().optional(),
    CorsConfig: z
      .strictObject({
        AccessControlAllowCredentials: z.boolean(),
        AccessControlAllowHeaders: items,
        AccessControlAllowMethods: items,
        AccessControlAllowOrigins: items,
        AccessControlExposeHeaders: items.optional(),
        AccessControlMaxAgeSec: z.number().optional(),
        OriginOverride: override,
      })
      .optional(),
    CustomHeadersConfig: z
      .strictObject({
        Items: z.array(z.strictObject({ Header: z.string(), Override: override, Value: z.string() })),
      })
      .optional(),
    Name: z.string(),
    RemoveHeadersConfig: z
      .strictObject({ Items: z.array(z.strictObject({ Header: z.string() })) })
      .optional(),
    SecurityHeadersConfig: z
      .strictObject({
        ContentSecurityPolicy: z
          .strictObject({ ContentSecurityPolicy: z.string(), Override: override })
          .optional(),
        ContentTypeOptions: z.strictObject({ Override: override }).optional(),
        FrameOptions: z.strictObject({ FrameOption: z.string(), Override: override }).optional(),
        ReferrerPolicy: z.strictObject({ Override: override, ReferrerPolicy: z.string() }).optional(),
        StrictTransportSecurity: z
          .strictObject({
            AccessControlMaxAgeSec: z.number(),
            IncludeSubdomains: z.boolean().optional(),
            Override: override,
            Preload: z.boolean().optional(),
          })
          .optional(),
        XSSProtection: z
          .strictObject({
            ModeBlock: z.boolean().optional(),
            Override: override,
            Protection: z.boolean(),
            ReportUri: z.string().optional(),
          })
          .optional(),
      })
      .optional(),
  }),
});
type Config = z.infer<typeof policySchema>['ResponseHeadersPolicyConfig'];

/** CloudFront developer guide, "Use managed response headers policies": SecurityHeadersPolicy. */
const MANAGED: Readonly<Record<string, ResponseHeadersPolicy>> = {
  '67f7725c-6f97-4210-82d7-5512b31e9d03': {
    remove: [],
    set: [
      { name: 'referrer-policy', value: 'strict-origin-when-cross-origin', override: false },
      { name: 'strict-transport-security', value: 'max-age=31536000', override: false },
      { name: 'x-content-type-options', value: 'nosniff', override: true },
      { name: 'x-frame-options', value: 'SAMEORIGIN', override: false },
      { name: 'x-xss-protection', value: '1; mode=block', override: false },
    ],
  },
};

/** Response headers policies by id: the template's and CloudFront's own. */
export function stackResponseHeadersPolicies(stack: Stack): (id: string) => ResponseHeadersPolicy {
  const own = readAll(stack, 'AWS::CloudFront::ResponseHeadersPolicy', policySchema).map(
    ({ ref, props }) => [ref, policyOf(props.ResponseHeadersPolicyConfig)] as const,
  );
  return byId('response headers policy', new Map([...Object.entries(MANAGED), ...own]));
}

function policyOf(config: Config): ResponseHeadersPolicy {
  const cors = config.CorsConfig;
  return {
    set: [
      ...securityHeaders(config.SecurityHeadersConfig ?? {}),
      ...(config.CustomHeadersConfig?.Items ?? []).map(({ Header, Value, Override }) => ({
        name: Header.toLowerCase(),
        value: Value,
        override: Override,
      })),
    ],
    remove: (config.RemoveHeadersConfig?.Items ?? []).map(({ Header }) => Header.toLowerCase()),
    ...(cors && {
      cors: {
        origins: cors.AccessControlAllowOrigins.Items,
        methods: cors.AccessControlAllowMethods.Items,
        headers: cors.AccessControlAllowHeaders.Items,
        expose: cors.AccessControlExposeHeaders?.Items ?? [],
        credentials: cors.AccessControlAllowCredentials,
        override: cors.OriginOverride,
        ...(cors.AccessControlMaxAgeSec === undefined ? {} : { maxAgeS: cors.AccessControlMaxAgeSec }),
      },
    }),
  };
}

function securityHeaders(config: NonNullable<Config['SecurityHeadersConfig']>): Set[] {
  const { ContentSecurityPolicy: csp, StrictTransportSecurity: hsts, XSSProtection: xss } = config;
  const header = (name: string, value: string | undefined, of: { Override: boolean } | undefined): Set[] =>
    of && value !== undefined ? [{ name, value, override: of.Override }] : [];
  const hstsValue =
    hsts &&
    `max-age=${hsts.AccessControlMaxAgeSec}${hsts.IncludeSubdomains ? '; includeSubDomains' : ''}${hsts.Preload ? '; preload' : ''}`;
  const xssValue = xss && `${xss.Protection ? '1' : '0'}${xss.ModeBlock ? '; mode=block' : ''}`;
  return [
    ...header('content-security-policy', csp?.ContentSecurityPolicy, csp),
    ...header('x-content-type-options', 'nosniff', config.ContentTypeOptions),
    ...header('x-frame-options', config.FrameOptions?.FrameOption, config.FrameOptions),
    ...header('referrer-policy', config.ReferrerPolicy?.ReferrerPolicy, config.ReferrerPolicy),
    ...header('strict-transport-security', hstsValue, hsts),
    ...header('x-xss-protection', xssValue, xss),
  ];
}

const EVERY_METHOD = ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'] as const;
type Asked = { method: string; origin: string | undefined };

/** The headers of an answer with the policy carried out: removed, then CORS, then set. */
export function applyPolicy(
  headers: Headers,
  policy: ResponseHeadersPolicy | undefined,
  asked: Asked,
): Headers {
  if (!policy) return headers;
  const result = { ...headers };
  for (const name of policy.remove) delete result[name];
  const cors = policy.cors ? corsHeaders(policy.cors, asked) : [];
  for (const { name, value, override: always } of [...cors, ...policy.set])
    if (always || result[name] === undefined) result[name] = value;
  return result;
}

function corsHeaders(cors: Cors, { method, origin }: Asked): Set[] {
  if (origin === undefined) return [];
  const allowed = cors.origins.includes('*')
    ? '*'
    : cors.origins.find((each) => originFits(each, origin)) && origin;
  if (!allowed) return [];
  const methods = cors.methods.includes('ALL') ? EVERY_METHOD : cors.methods;
  const preflight = method === 'OPTIONS';
  const values: readonly (readonly [string, string | undefined])[] = [
    ['access-control-allow-origin', allowed],
    ['access-control-allow-credentials', cors.credentials ? 'true' : undefined],
    ['access-control-expose-headers', cors.expose.join(', ') || undefined],
    ['access-control-allow-methods', preflight ? methods.join(', ') : undefined],
    ['access-control-allow-headers', preflight ? cors.headers.join(', ') : undefined],
    ['access-control-max-age', preflight ? cors.maxAgeS?.toString() : undefined],
    ['vary', allowed === '*' ? undefined : 'Origin'],
  ];
  return values.flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value, override: cors.override }],
  );
}

/** `https://*.example.org` stands for every subdomain. */
const originFits = (pattern: string, origin: string): boolean => {
  const [before = '', after] = pattern.split('*');
  return after === undefined ? pattern === origin : origin.startsWith(before) && origin.endsWith(after);
};
