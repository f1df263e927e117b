const compiled = new Map<string, RegExp>();

/**
 * Whether a text fits an IAM pattern: `*` is any run of characters, `?` any one (IAM reference, "Using wildcards").
 * `ignoreCase` is for action names, which IAM compares without regard to case.
 */
export function fits(pattern: string, text: string, { ignoreCase = false } = {}): boolean {
  if (!/[*?]/.test(pattern)) {
    return ignoreCase ? pattern.toLowerCase() === text.toLowerCase() : pattern === text;
  }
  const key = `${ignoreCase ? 'i' : 's'}${pattern}`;
  let expression = compiled.get(key);
  if (!expression) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll(/\*+/g, '.*')
      .replaceAll('?', '.');
    expression = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
    compiled.set(key, expression);
  }
  return expression.test(text);
}

/**
 * Whether an ARN fits an ARN pattern: the six parts are compared one by one, so a `*` in the account does not run on
 * into the resource (IAM reference, "ARN condition operators").
 */
export function arnFits(pattern: string, arn: string): boolean {
  const wanted = partsOf(pattern);
  const given = partsOf(arn);
  return wanted.length === given.length && wanted.every((part, index) => fits(part, given[index] ?? ''));
}

/** The sixth part, the resource, may hold colons of its own. */
function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}
