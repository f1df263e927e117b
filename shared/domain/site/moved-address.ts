import { pageKey } from './paths.ts';

/** First parts of the site's own addresses (DESIGN §5), which no other site's page may take the place of. */
const OWN = new Set('n c l a api media websub console feeds archive sitemap receipts'.split(' '));
const MOST_CHARACTERS = 300;
const UNFIT = /[\p{Cc}\p{Cf}\\]|\/\/|(?:^|\/)\.{1,2}(?:\/|$)/u;

/**
 * Where the public bucket answers for the path of a page on another site, with and without the slash at its end. None
 * for a path that is the site's own, has only one part with an extension (`/feed.xml`), or is no path.
 */
export function movedKeysOf(path: string): string[] {
  const decoded = decodedOf(path);
  if (decoded === undefined || decoded.length > MOST_CHARACTERS || UNFIT.test(decoded)) return [];
  const bare = decoded.replace(/^\//, '').replace(/\/$/, '');
  const [first = '', ...rest] = bare.split('/');
  if (first === '' || first.startsWith('.') || OWN.has(first)) return [];
  if (rest.length === 0 && first.includes('.')) return [];
  return [bare, `${bare}/index.html`];
}

/** The object that sends a reader of an old address to a release's page; the edge answers 301 by its metadata. */
export function movedDocument(release: { newsroom: string; slug: string; uri: string }): Redirect {
  return redirectTo(`/${pageKey(release)}`);
}

export type Redirect = ReturnType<typeof redirectTo>;

/** An object that the edge answers with 301, to a path of this site. */
export function redirectTo(location: string) {
  return {
    body: '',
    contentType: 'text/html; charset=utf-8',
    cacheControl: 'public, max-age=60',
    metadata: { status: '301', location },
  };
}

function decodedOf(path: string): string | undefined {
  try {
    return path.startsWith('/') ? decodeURIComponent(path) : undefined;
  } catch {
    return undefined;
  }
}
