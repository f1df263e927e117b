import { TransientError } from '#platform/errors.ts';
import { errorCodeOf } from './error-code.ts';

/** Codes that say something of this machine or this code, and nothing of the peer. */
const OWN_CODES: ReadonlySet<string> = new Set([
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
  'ENOMEM',
  'EADDRNOTAVAIL',
  'UND_ERR_INVALID_ARG',
  'UND_ERR_INVALID_RETURN_VALUE',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
]);

/** The error to throw where a request failed by our own fault: that is no attempt (webhooks.md §5). */
export function ownFaultOf(error: unknown): TransientError | undefined {
  const code = errorCodeOf(error);
  if (code === undefined || !OWN_CODES.has(code)) return undefined;
  return new TransientError('The sender could not send.', { code, cause: error });
}
