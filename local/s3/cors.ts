import * as z from 'zod';
import { AwsError, type Reply, type S3Call } from '../protocol.ts';
import type { Bucket } from './rows.ts';

const ruleSchema = z.object({
  allowedOrigins: z.array(z.string()),
  allowedMethods: z.array(z.string()),
  allowedHeaders: z.array(z.string()).default([]),
  exposedHeaders: z.array(z.string()).default([]),
  maxAgeSeconds: z.number().optional(),
});

/** One rule of a bucket's CORS configuration. */
export type CorsRule = z.input<typeof ruleSchema>;
type Rule = z.output<typeof ruleSchema>;

const rulesSchema = z.array(ruleSchema);

/** The rules as a bucket's row keeps them. */
export const storedCors = (rules: readonly CorsRule[]): string => JSON.stringify(rulesSchema.parse(rules));

const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** `*` stands for any text, once in a pattern. */
const fits = (pattern: string, value: string): boolean =>
  new RegExp(`^${pattern.split('*').map(literally).join('.*')}$`, 'i').test(value);

const ruleFor = (
  bucket: Bucket,
  origin: string,
  method: string,
  headers: readonly string[],
): Rule | undefined =>
  rulesSchema
    .parse(JSON.parse(bucket.cors))
    .find(
      (rule) =>
        rule.allowedOrigins.some((pattern) => fits(pattern, origin)) &&
        rule.allowedMethods.includes(method) &&
        headers.every((header) => rule.allowedHeaders.some((pattern) => fits(pattern, header))),
    );

const headersFor = (rule: Rule, origin: string): Record<string, string> => {
  const isOpen = rule.allowedOrigins.includes('*');
  return {
    'access-control-allow-origin': isOpen ? '*' : origin,
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    ...(isOpen ? {} : { 'access-control-allow-credentials': 'true' }),
    ...(rule.exposedHeaders.length > 0
      ? { 'access-control-expose-headers': rule.exposedHeaders.join(', ') }
      : {}),
    ...(rule.maxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(rule.maxAgeSeconds) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
};

/** The headers that let a page of that origin read the answer; none where no rule of the bucket fits. */
export const corsHeaders = (
  bucket: Bucket | undefined,
  call: Pick<S3Call, 'method' | 'headers'>,
): Record<string, string> => {
  const origin = call.headers['origin'];
  const rule = bucket && origin !== undefined ? ruleFor(bucket, origin, call.method, []) : undefined;
  return rule && origin !== undefined ? headersFor(rule, origin) : {};
};

/** The answer to a browser's preflight. Throws AccessForbidden where no rule allows what the page intends. */
export const preflight = (bucket: Bucket | undefined, call: S3Call): Reply => {
  const origin = call.headers['origin'];
  const method = call.headers['access-control-request-method'];
  if (origin === undefined || method === undefined)
    throw new AwsError('BadRequest', 'Insufficient information. Origin request header needed.', 400);
  const asked = (call.headers['access-control-request-headers'] ?? '').split(',').map((name) => name.trim());
  const wanted = asked.filter((name) => name !== '');
  const rule = bucket && ruleFor(bucket, origin, method, wanted);
  if (!rule)
    throw new AwsError(
      'AccessForbidden',
      `CORSResponse: no CORS rule of the bucket allows ${method} from ${origin}.`,
      403,
    );
  return {
    status: 200,
    headers: {
      ...headersFor(rule, origin),
      ...(wanted.length > 0 ? { 'access-control-allow-headers': wanted.join(', ').toLowerCase() } : {}),
    },
    body: '',
  };
};
