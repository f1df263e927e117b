import { TransientError } from '#platform/errors.ts';
import { errorCodeOf, isOwn } from './error-code.ts';

/** The error to throw where a request failed by our own fault: that is no attempt (webhooks.md §5). */
export function ownFaultOf(error: unknown): TransientError | undefined {
  const code = errorCodeOf(error);
  if (code === undefined || !isOwn(error)) return undefined;
  return new TransientError('The sender could not send.', { code, cause: error });
}
