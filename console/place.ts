/** Where the console is: the parts of the path behind `#`, and what is asked there. */
export type Place = { path: readonly string[]; query: Readonly<Record<string, string>> };

export function at(...path: string[]): Place {
  return { path, query: {} };
}

/** The place as an address of this page. */
export function hrefOf({ path, query }: Place): string {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
  return `#/${path.map(encodeURIComponent).join('/')}${asked.size === 0 ? '' : `?${asked}`}`;
}

/** Reads what `hrefOf` wrote; anything else is the beginning. */
export function placeOf(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  try {
    const parts = path.split('/').filter((part) => part !== '');
    return { path: parts.map(decodeURIComponent), query: Object.fromEntries(new URLSearchParams(query)) };
  } catch {
    return at();
  }
}

/** The query of a call to the API. */
export function queryOf(query: Readonly<Record<string, string | undefined>>): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) asked.set(name, value);
  return asked.size === 0 ? '' : `?${asked}`;
}

/** A part of a path of the API. */
export const part = encodeURIComponent;
