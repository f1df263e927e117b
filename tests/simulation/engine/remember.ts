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

/** A page that is made of heads of releases: what they only remember for ingest does not show. */
export function rememberedPage<A, R>(render: (facts: A) => R): (facts: A) => R {
  return remembered(render, (facts) => JSON.stringify(facts, withoutMemory));
}

function withoutMemory(name: string, value: unknown): unknown {
  return name === 'sources' || name === 'rev' || name === 'uploadedAt' ? undefined : value;
}
