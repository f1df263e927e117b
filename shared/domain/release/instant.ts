/** Instants are RFC 3339 strings in UTC; two of them may differ in their fraction and still be the same. */

/** Negative, zero or positive as `a` is before, at or after `b`. */
export function compareInstants(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b);
}

/** The later of two instants, whole seconds or not as it was given. */
export function laterInstant(a: string, b: string): string {
  return compareInstants(a, b) >= 0 ? a : b;
}

/** An instant moved by seconds, as `yyyy-mm-ddThh:mm:ss.sssZ`. */
export function plusSeconds(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}
