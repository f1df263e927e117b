import { AwsError } from '../protocol.ts';
import type { Service } from './service.ts';

export type AuthProblem = 'signature' | 'key' | 'time' | 'malformed' | 'missing';
type Answer = { code: string; status: number };

const UNSUPPORTED = { code: 'AccessDenied', status: 403 };
const QUERY_API: Readonly<Record<AuthProblem, Answer>> = {
  signature: { code: 'SignatureDoesNotMatch', status: 403 },
  key: { code: 'InvalidClientTokenId', status: 403 },
  time: { code: 'SignatureDoesNotMatch', status: 403 },
  malformed: { code: 'IncompleteSignature', status: 400 },
  missing: { code: 'MissingAuthenticationToken', status: 403 },
};
const JSON_API: Readonly<Record<AuthProblem, Answer>> = {
  signature: { code: 'InvalidSignatureException', status: 400 },
  key: { code: 'UnrecognizedClientException', status: 400 },
  time: { code: 'InvalidSignatureException', status: 400 },
  malformed: { code: 'IncompleteSignatureException', status: 400 },
  missing: { code: 'MissingAuthenticationTokenException', status: 400 },
};
const REST_JSON_API: Readonly<Record<AuthProblem, Answer>> = {
  signature: { code: 'InvalidSignatureException', status: 403 },
  key: { code: 'UnrecognizedClientException', status: 403 },
  time: { code: 'InvalidSignatureException', status: 403 },
  malformed: { code: 'IncompleteSignatureException', status: 403 },
  missing: { code: 'MissingAuthenticationTokenException', status: 403 },
};
/** How each service names the same refusal. */
const ANSWERS: Readonly<Record<Service, Readonly<Record<AuthProblem, Answer>>>> = {
  s3: {
    signature: { code: 'SignatureDoesNotMatch', status: 403 },
    key: { code: 'InvalidAccessKeyId', status: 403 },
    time: { code: 'RequestTimeTooSkewed', status: 403 },
    malformed: { code: 'AuthorizationHeaderMalformed', status: 400 },
    missing: UNSUPPORTED,
  },
  sqs: QUERY_API,
  cloudfront: QUERY_API,
  sts: QUERY_API,
  ses: REST_JSON_API,
  dynamodb: JSON_API,
  secretsmanager: JSON_API,
  events: JSON_API,
};
const MESSAGES: Readonly<Record<AuthProblem, string>> = {
  signature:
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  key: 'The access key in the request does not exist in this run. Its keys are in the data directory and change with it.',
  time: 'The difference between the request time and the current time is too large.',
  malformed: 'The authorization header is malformed.',
  missing: 'Request is missing Authentication Token',
};

/** The refusal of a request whose signature cannot be accepted, in the words of its service. */
export function authError(service: Service, problem: AuthProblem, detail = ''): AwsError {
  const { code, status } = ANSWERS[service][problem];
  return new AwsError(code, detail ? `${MESSAGES[problem]} ${detail}` : MESSAGES[problem], status);
}
