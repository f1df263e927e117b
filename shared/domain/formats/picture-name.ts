import { cleanPlainText } from '../html/plain-text.ts';

/** A way to a file as names are compared: case, escapes and a `./` in front do not count. */
export function comparedPath(name: string): string {
  return cleanPlainText(decoded(name).replaceAll('\\', '/'))
    .replace(/^(?:\.?\/)+/, '')
    .toLowerCase();
}

/** The same without folders, which a program may have written. */
export function comparedName(name: string): string {
  const path = comparedPath(name);
  return path.slice(path.lastIndexOf('/') + 1);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
