import { fingerprint } from './fingerprint.ts';
import { frozen } from './frozen.ts';

const MOST_REMEMBERED = 20_000;

/**
 * A pure function that is computed once for each key. Everything that a result hangs on must be in the key; results
 * are shared and must not be changed.
 */
export function remembered<A extends readonly unknown[], R>(
  compute: (...args: A) => R,
  keyOf: (...args: A) => string,
): (...args: A) => R {
  const known = new Map<string, R>();
  return (...args) => {
    const key = keyOf(...args);
    const found = known.get(key);
    if (found !== undefined) return found;
    const result = compute(...args);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(key, result);
    return result;
  };
}

/** What is made of heads of releases and other facts, by what they say; `mode` tells ways of making it apart. */
export function rememberedByFacts<A, R>(make: (facts: A) => R, mode = (): string => ''): (facts: A) => R {
  return remembered(
    (facts: A) => frozen(make(facts)),
    (facts) => mode() + fingerprint(facts),
  );
}

/** A stored document, by its body first, since a text that was looked up before is found again at once. */
export function rememberedByBody<A extends { body: string }, R>(
  make: (document: A) => R,
): (document: A) => R {
  const byBody = remembered(
    (_body: string) => new Map<string, R>(),
    (body) => body,
  );
  return (document) => {
    const { body, ...rest } = document;
    const known = byBody(body);
    const key = Object.values(rest).join(' ');
    const result = known.get(key) ?? frozen(make(document));
    known.set(key, result);
    return result;
  };
}
