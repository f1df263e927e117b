const known = new WeakMap<object, string>();
const numbers = new Map<string, string>();

/**
 * A short text that two values share when they say the same to readers. What heads of releases only remember for
 * ingest does not count. Frozen values, which stored items are, are looked at once.
 */
export function fingerprint(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  if (!Object.isFrozen(value)) return partsOf(value);
  const found = known.get(value);
  if (found !== undefined) return found;
  const text = JSON.stringify({ ...value, rev: 0, sources: 0, uploadedAt: 0 });
  const number = numbers.get(text) ?? `#${numbers.size}`;
  numbers.set(text, number);
  known.set(value, number);
  return number;
}

function partsOf(value: object): string {
  if (Array.isArray(value)) return `[${value.map(fingerprint).join()}]`;
  const parts = Object.entries(value).map(([name, member]) => `${name}:${fingerprint(member)}`);
  return `{${parts.join()}}`;
}
