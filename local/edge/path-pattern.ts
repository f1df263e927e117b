/** Whether a path fits a behaviour's pattern: `*` any run, `?` one character, the leading slash optional. */
export function pathFits(pattern: string, path: string): boolean {
  return expression(pattern).test(path);
}

const compiled = new Map<string, RegExp>();

function expression(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const whole = pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`;
  const source = whole
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const made = new RegExp(`^${source}$`);
  compiled.set(pattern, made);
  return made;
}
