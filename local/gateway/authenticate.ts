import { AwsError } from '../protocol.ts';
import { authError } from './auth-error.ts';
import { isFromAProgram } from './from-a-program.ts';
import type { Request } from './request.ts';
import { isService, serviceOfTarget, type Service } from './service.ts';
import {
  ALGORITHM,
  canonicalRequest,
  readScope,
  readTime,
  sameSignature,
  sha256Hex,
  signatureOf,
  signingKey,
  stringToSign,
  type Scope,
} from './sigv4.ts';

const MAX_SKEW_MS = 15 * 60_000;
const MAX_PRESIGNED_SECONDS = 7 * 24 * 3600;
const UNSIGNED = 'UNSIGNED-PAYLOAD';

/** Who signed a request, and what a streamed body's chunks are signed with; no `key`: nobody could verify it. */
export type Signed = {
  accessKeyId: string;
  scope: Scope;
  time: string;
  signature: string;
  key: Buffer | undefined;
};
type Options = {
  /** The secret of an access key; `undefined` for a key that this run does not know. */
  secretOf: (accessKeyId: string) => string | undefined;
  /** The run's movable clock. */
  now: () => number;
  /** The machine's clock: what a person's client signs with while the run's is ahead. */
  machineNow: () => number;
};
type Claim = {
  credential: string;
  signedHeaders: readonly string[];
  signature: string;
  time: string;
  expiresSeconds: number | undefined;
};

/** The service that a request is for, by its credential or else its target; nothing has been verified yet. */
export function claimedService({ headers, query }: Request): Service {
  const credential = headers['authorization'] ?? query.get('X-Amz-Credential') ?? '';
  const name = /\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(credential)?.[1] ?? '';
  return isService(name) ? name : serviceOfTarget(headers['x-amz-target']);
}

/**
 * Verifies a header-signed or presigned request (Signature Version 4); `undefined` for an unsigned one. A key that this
 * run does not know is let through to S3, unverified, for a program on this machine (docs/adr/0008). Throws `AwsError` in
 * the words of the service. The region of the scope is not compared: one endpoint stands for all of them.
 */
export function authenticate(request: Request, service: Service, options: Options): Signed | undefined {
  const claim = readClaim(request, service);
  if (!claim) return undefined;
  const scope = readScope(claim.credential);
  if (!scope) throw authError(service, 'malformed', `The credential ${claim.credential} has not five parts.`);
  if (scope.service !== service) {
    throw new AwsError('NotImplemented', `The service ${scope.service} is not run locally`, 501);
  }
  const key = keyOf(request, scope, service, options);
  checkTime(claim, scope, service, options);
  checkSignedHeaders(request, claim, service);

  const text = stringToSign(claim.time, scope, canonicalOf(request, claim, service));
  if (key && !sameSignature(signatureOf(key, text), claim.signature)) throw authError(service, 'signature');
  checkBody(request, service);
  const { time, signature } = claim;
  return { accessKeyId: scope.accessKeyId, scope, time, signature, key };
}

function keyOf(request: Request, scope: Scope, service: Service, { secretOf }: Options): Buffer | undefined {
  const secret = secretOf(scope.accessKeyId);
  if (secret !== undefined) return signingKey(secret, scope);
  if (service === 's3' && isFromAProgram(request)) return undefined;
  throw authError(service, 'key');
}

function readClaim(request: Request, service: Service): Claim | undefined {
  const { headers, query } = request;
  const header = headers['authorization'];
  if (header === undefined) {
    if (query.has('AWSAccessKeyId')) throw olderSignature();
    return query.has('X-Amz-Signature') || query.has('X-Amz-Algorithm') ? readPresigned(query) : undefined;
  }
  if (header.startsWith('AWS ')) throw olderSignature();
  if (!header.startsWith(`${ALGORITHM} `)) {
    throw authError(service, 'malformed', `Only ${ALGORITHM} is run locally.`);
  }
  const fields = new Map(
    header
      .slice(ALGORITHM.length)
      .split(',')
      .map((field): [string, string] => {
        const at = field.indexOf('=');
        return [field.slice(0, at).trim(), field.slice(at + 1).trim()];
      }),
  );
  const credential = fields.get('Credential');
  const signedHeaders = fields.get('SignedHeaders');
  const signature = fields.get('Signature');
  const time = headers['x-amz-date'];
  if (!credential || !signedHeaders || !signature || !time) {
    throw authError(service, 'malformed', 'It needs Credential, SignedHeaders, Signature and an x-amz-date.');
  }
  return { credential, signedHeaders: signedHeaders.split(';'), signature, time, expiresSeconds: undefined };
}

/** Signature Version 2, which S3 takes in no newer region: old clients presign with it by default. */
const olderSignature = (): AwsError =>
  new AwsError(
    'InvalidRequest',
    `The authorization mechanism you have provided is not supported. Please use ${ALGORITHM}.`,
    400,
  );

function readPresigned(query: URLSearchParams): Claim {
  const malformed = (what: string) =>
    new AwsError('AuthorizationQueryParametersError', `A presigned request needs ${what}`, 400);
  const read = (name: string) => {
    const value = query.get(name);
    if (!value) throw malformed(name);
    return value;
  };
  if (read('X-Amz-Algorithm') !== ALGORITHM) throw malformed(`X-Amz-Algorithm=${ALGORITHM}`);
  const expiresSeconds = Number(read('X-Amz-Expires'));
  if (!(expiresSeconds >= 1 && expiresSeconds <= MAX_PRESIGNED_SECONDS)) {
    throw malformed(`X-Amz-Expires between 1 and ${MAX_PRESIGNED_SECONDS} seconds`);
  }
  return {
    credential: read('X-Amz-Credential'),
    signedHeaders: read('X-Amz-SignedHeaders').split(';'),
    signature: read('X-Amz-Signature'),
    time: read('X-Amz-Date'),
    expiresSeconds,
  };
}

/**
 * A presigned request holds until it expires, by the run's clock alone: a test that moves the clock must see it expire.
 * Any other is young enough by one of the two clocks.
 */
function checkTime(claim: Claim, scope: Scope, service: Service, { now, machineNow }: Options): void {
  const at = readTime(claim.time);
  if (Number.isNaN(at) || !claim.time.startsWith(scope.date)) {
    throw authError(
      service,
      'malformed',
      `Its date ${claim.time} does not fit the credential's ${scope.date}.`,
    );
  }
  if (claim.expiresSeconds === undefined) {
    const skew = Math.min(Math.abs(now() - at), Math.abs(machineNow() - at));
    if (skew > MAX_SKEW_MS) throw authError(service, 'time', `Signed at ${claim.time}.`);
    return;
  }
  if (at - now() > MAX_SKEW_MS) throw new AwsError('AccessDenied', 'Request is not valid yet', 403);
  if (now() > at + claim.expiresSeconds * 1000)
    throw new AwsError('AccessDenied', 'Request has expired', 403);
}

/** The host, and on S3 everything that changes what is done, must be under the signature. */
function checkSignedHeaders(request: Request, claim: Claim, service: Service): void {
  const signed = new Set(claim.signedHeaders);
  if (!signed.has('host')) throw authError(service, 'malformed', "'Host' must be a signed header.");
  const loose = Object.keys(request.headers).find((name) => name.startsWith('x-amz-') && !signed.has(name));
  if (service === 's3' && loose !== undefined) {
    throw new AwsError(
      'AccessDenied',
      `There were headers present in the request which were not signed: ${loose}`,
      403,
    );
  }
}

function canonicalOf(request: Request, claim: Claim, service: Service): string {
  const { method, rawPath, rawQuery, headers, body } = request;
  try {
    return canonicalRequest({
      method,
      rawPath,
      rawQuery,
      headers,
      signedHeaders: claim.signedHeaders,
      payloadHash: service === 's3' ? declaredHash(request, claim) : sha256Hex(body),
      encodeTwice: service !== 's3',
    });
  } catch (error) {
    if (error instanceof URIError) throw new AwsError('InvalidURI', "Couldn't parse the specified URI.", 400);
    throw error;
  }
}

function declaredHash({ headers, query }: Request, claim: Claim): string {
  const declared = headers['x-amz-content-sha256'] ?? query.get('X-Amz-Content-Sha256') ?? undefined;
  if (declared !== undefined) return declared;
  if (claim.expiresSeconds !== undefined) return UNSIGNED;
  throw new AwsError('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256', 400);
}

/** On S3 the signature covers the declared hash only; the body must then have it. */
function checkBody({ headers, query, body }: Request, service: Service): void {
  const declared = headers['x-amz-content-sha256'] ?? query.get('X-Amz-Content-Sha256');
  if (service !== 's3' || !declared || !/^[0-9a-f]{64}$/.test(declared)) return;
  if (sha256Hex(body) !== declared) {
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      400,
    );
  }
}
