import { PermanentError, TransientError } from '#platform/errors.ts';
import { failed, type CliError } from './cli-error.ts';

/** AWS's names for "you may not" and "I do not know you" (IAM, STS, S3, SQS and DynamoDB each have their own). */
const NOT_LET_IN: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'SignatureDoesNotMatch',
  'TokenRefreshRequired',
  'UnrecognizedClientException',
]);
const NO_REGION = 'Region is missing';

/**
 * What AWS, or the search for credentials, refused, and what an adapter could not read, in one line; undefined for every
 * other error, which is a bug and shows where it is. What to do is said only where it is known.
 */
export function faultOfAws(error: unknown): CliError | undefined {
  if (!(error instanceof Error)) return undefined;
  const isOurs = error instanceof PermanentError || error instanceof TransientError;
  const isNotLetIn = NOT_LET_IN.has(isOurs ? error.code : error.name) || error.message === NO_REGION;
  if (!isOurs && !('$metadata' in error) && !isNotLetIn) return undefined;
  if (isNotLetIn)
    return failed(`AWS: ${error.message}. It needs AWS_REGION and credentials that may do this.`);
  return failed(`AWS: ${error.message}`);
}
