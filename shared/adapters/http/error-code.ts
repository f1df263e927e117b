/** The code of an error of Node or undici. Trying several addresses ends in one error that holds them all; the first speaks. */
export function errorCodeOf(error: unknown): string | undefined {
  const [first]: unknown[] = error instanceof AggregateError ? error.errors : [error];
  if (!(first instanceof Error)) return undefined;
  return 'code' in first && typeof first.code === 'string' ? first.code : undefined;
}
