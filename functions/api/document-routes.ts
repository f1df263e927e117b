import { Hono } from 'hono';
import type { ApiEnvironment } from './access.ts';
import { openApiDocument } from './openapi.ts';
import { referencePage } from './reference-page.ts';

const KEPT = 'public, max-age=300';
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/** `/api/openapi.json` for programs and `/api/reference` for people; both are for everybody. */
export function documentRoutes(): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  let document: string | undefined;
  let page: string | undefined;
  routes.get('/openapi.json', (context) => {
    document ??= JSON.stringify(openApiDocument());
    return context.body(document, 200, { 'content-type': 'application/json', 'cache-control': KEPT });
  });
  routes.get('/reference', (context) => {
    page ??= referencePage();
    return context.body(page, 200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': KEPT,
      'content-security-policy': PAGE_POLICY,
    });
  });
  return routes;
}
