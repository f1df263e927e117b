import { PermanentError, TransientError, type ErrorContext } from '#platform/errors.ts';

/** Names of refusals that time heals although their status is 4xx. */
const THROTTLES: ReadonlySet<string> = new Set([
  'LimitExceededException',
  'OperationAborted',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestTimeout',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyInvalidationsInProgress',
  'TooManyRequestsException',
]);

/** Failures to get an answer at all, by `name` or by Node's `code`. */
const NO_ANSWER: ReadonlySet<string> = new Set([
  'AbortError',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError',
]);

/** What AWS refused: the error's name and the HTTP status. Undefined for a failure that is not an answer. */
function refusalOf(error: unknown): { name: string; status: number } | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  const status = metadata.httpStatusCode;
  return typeof status === 'number' ? { name: error.name, status } : undefined;
}

/**
 * One call, after the SDK's own retries. Throws `TransientError` for throttling, 5xx and connections that fail,
 * `PermanentError` for every other refusal, with AWS's name as `code`; anything else is a bug and passes unchanged.
 * `expected` turns a refusal that is an answer into a value; undefined leaves it a failure.
 */
export async function callAws<T, E = never>(
  operation: string,
  context: ErrorContext,
  call: () => Promise<T>,
  expected?: (refusal: { name: string; status: number }) => { answer: E } | undefined,
): Promise<T | E> {
  try {
    return await call();
  } catch (error) {
    const refusal = refusalOf(error);
    const wanted = refusal && expected?.(refusal);
    if (wanted) return wanted.answer;
    throw failureOf(operation, context, error, refusal);
  }
}

function failureOf(
  operation: string,
  context: ErrorContext,
  error: unknown,
  refusal: { name: string; status: number } | undefined,
): unknown {
  const details = { context: { operation, ...context }, cause: error };
  if (refusal) {
    const code = refusal.name;
    const message = `${operation} was refused: ${code} (HTTP ${refusal.status})`;
    const passing = refusal.status >= 500 || refusal.status === 429 || THROTTLES.has(code);
    return passing
      ? new TransientError(message, { ...details, code })
      : new PermanentError(message, { ...details, code });
  }
  const code = noAnswer(error);
  return code === undefined
    ? error
    : new TransientError(`${operation} got no answer: ${code}`, { ...details, code });
}

function noAnswer(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return [code, error.name].find((name) => NO_ANSWER.has(name));
}
