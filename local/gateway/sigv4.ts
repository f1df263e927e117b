import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export const ALGORITHM = 'AWS4-HMAC-SHA256';
export const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** `AKID/20250114/us-east-1/s3/aws4_request` in parts. */
export type Scope = { accessKeyId: string; date: string; region: string; service: string };
export type Canonical = {
  method: string;
  /** As sent, percent-encoded. */
  rawPath: string;
  rawQuery: string;
  headers: Readonly<Record<string, string>>;
  signedHeaders: readonly string[];
  /** Hex SHA-256 of the body, or one of S3's literals. */
  payloadHash: string;
  /** S3 signs the path as it is; every other service signs its encoding encoded once more. */
  encodeTwice: boolean;
};

/** The canonical request (Signature Version 4, "Create a canonical request"). Throws `URIError` for a bad escape. */
export function canonicalRequest(given: Canonical): string {
  const once = given.rawPath
    .split('/')
    .map((part) => encode(decodeURIComponent(part)))
    .join('/');
  const path = given.encodeTwice
    ? once
        .split('/')
        .map((part) => encode(part))
        .join('/')
    : once;
  const headers = given.signedHeaders.map(
    (name) => `${name}:${(given.headers[name] ?? '').trim().replaceAll(/ +/g, ' ')}\n`,
  );
  return [
    given.method,
    path,
    canonicalQuery(given.rawQuery),
    headers.join(''),
    given.signedHeaders.join(';'),
    given.payloadHash,
  ].join('\n');
}

/** What is signed for a request made at `time` (`20250114T090000Z`). */
export function stringToSign(time: string, scope: Scope, canonical: string): string {
  return [ALGORITHM, time, scopeText(scope), sha256Hex(canonical)].join('\n');
}

const MOST_KEYS = 1_000;
const keys = new Map<string, Buffer>();

/** The key of one day, region and service; remembered, since every request of that day is signed with it. */
export function signingKey(secret: string, { date, region, service }: Scope): Buffer {
  const parts = [date, region, service, 'aws4_request'];
  const name = [secret, ...parts].join('/');
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = parts.reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${secret}`));
  if (keys.size >= MOST_KEYS) keys.clear();
  keys.set(name, key);
  return key;
}

export function signatureOf(key: Buffer, text: string): string {
  return hmac(key, text).toString('hex');
}

/** Compares in constant time. */
export function sameSignature(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export const scopeText = (scope: Scope): string =>
  `${scope.date}/${scope.region}/${scope.service}/aws4_request`;

export const sha256Hex = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex');

/** Reads a `Credential`; `undefined` for one that has not five parts. */
export function readScope(credential: string): Scope | undefined {
  // An access key holds no slash, so the last four parts are the scope's.
  const read = /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential);
  const [, accessKeyId, date, region, service] = read ?? [];
  return accessKeyId && date && region && service ? { accessKeyId, date, region, service } : undefined;
}

/** Milliseconds since 1970 of `20250114T090000Z`; NaN for another form. */
export function readTime(time: string): number {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function canonicalQuery(raw: string): string {
  return raw
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): [string, string] => {
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      return [encode(decode(name)), encode(decode(value))];
    })
    .filter(([name]) => name !== 'X-Amz-Signature')
    .sort(([a, x], [b, y]) => byText(a, b) || byText(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

const decode = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));
/** RFC 3986: everything but the unreserved characters. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
