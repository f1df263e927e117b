import { Hono } from 'hono';
import { STYLE_SOURCE } from '#domain/site/shell.ts';
import type { ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { notFound } from './problem.ts';

/**
 * Nothing from elsewhere, no script in the page, no HTML made of texts; it talks to this API alone. A receipt's page that
 * it opens is a document of its own under this same policy, hence that page's style and the site's pictures.
 */
const policyOf = (drop: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${STYLE_SOURCE}`,
    // The page for uploads posts files to the drop bucket itself.
    `connect-src 'self' ${drop}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
const TYPES: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'console.js': 'text/javascript; charset=utf-8',
  'style.css': 'text/css; charset=utf-8',
};
/** A new version of the stack is there at once: the files are small, and an unchanged one costs a 304 at most. */
const CACHE = 'no-cache';

/** `/console`: the same page for everybody, without a token; what it shows comes from the API with one. */
export function consoleRoutes({
  consoleFile,
  forms,
}: Pick<ApiDeps, 'consoleFile' | 'forms'>): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>({ strict: false });
  const kept = new Map<string, string>();
  let policy: string | undefined;
  routes.get('/upload', (context) => context.redirect('/console#/upload'));
  routes.get('/:name?', async (context) => {
    const name = context.req.param('name') ?? 'index.html';
    const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
    if (type === undefined) throw notFound('such address');
    const body = kept.get(name) ?? (await consoleFile(name));
    kept.set(name, body);
    policy ??= policyOf(await forms.origin());
    return context.body(body, 200, {
      'content-type': type,
      'cache-control': CACHE,
      'content-security-policy': policy,
      'x-robots-tag': 'noindex',
    });
  });
  return routes;
}
