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

/**
 * The code of an error of Node or undici. Trying several addresses ends in one error that holds them all: the first of
 * the peer's speaks, or the first.
 */
export function errorCodeOf(error: unknown): string | undefined {
  const errors = errorsOf(error);
  return codeOf(errors.find((each) => !OWN_CODES.has(codeOf(each) ?? '')) ?? errors[0]);
}

/** Whether an error says nothing of the peer; of several, whether each does. */
export function isOwn(error: unknown): boolean {
  const errors = errorsOf(error);
  return errors.length > 0 && errors.every(isOwnError);
}

function errorsOf(error: unknown): readonly unknown[] {
  return error instanceof AggregateError ? error.errors : [error];
}

function isOwnError(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined || !OWN_CODES.has(code)) return false;
  // Where there is no IPv6, an address of it is none that anybody can reach from here.
  return code !== 'EADDRNOTAVAIL' || !isOfIpv6(error);
}

function isOfIpv6(error: unknown): boolean {
  return error instanceof Error && 'address' in error && String(error.address).includes(':');
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
