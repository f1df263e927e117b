import type * as z from 'zod/mini';

const MOST_ISSUES = 5;
const MOST_SHOWN = 60;
/** What zod/mini says where a schema has no words of its own. */
const NO_WORDS = 'Invalid input';

/** What is wrong with a body or a query: for each of the first fields its name, what was found, and what to do. */
export function describe(issues: readonly z.core.$ZodIssue[], input: unknown): string {
  const lines = issues.slice(0, MOST_ISSUES).map((issue) => {
    const field = issue.path.map(String).join('.') || 'the body';
    if (issue.code === 'unrecognized_keys') {
      const keys = issue.keys.slice(0, MOST_ISSUES).map(shown).join(', ');
      return `${field}: ${keys} is not known; leave it out or check its spelling`;
    }
    const found = at(input, issue.path);
    if (found === undefined) return `${field}: it is missing; ${remedyOf(issue)}`;
    return `${field}: found ${shown(found)}; ${remedyOf(issue)}`;
  });
  return lines.join('. ');
}

function remedyOf(issue: z.core.$ZodIssue): string {
  if (issue.message !== NO_WORDS) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return `give ${issue.expected}`;
    case 'invalid_value':
      return `give ${issue.values.map(String).join(' or ')}`;
    case 'too_small':
      return `give at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `give at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_format':
      return issue.format === 'datetime'
        ? 'give an instant such as 2026-01-31T08:00:00Z'
        : `give text of the form ${issue.pattern ?? issue.format}`;
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'custom':
      return 'give a value as the documentation has it';
  }
}

function unitOf(origin: string): string {
  return origin === 'string' ? ' characters' : origin === 'array' ? ' items' : '';
}

function at(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, step)?.value;
  }
  return value;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
