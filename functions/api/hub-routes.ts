import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { readHubRequest } from '#domain/websub/read-hub-request.ts';
import type { ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { askHub } from './ask-hub.ts';

/** A callback and a topic of 2,000 characters each, every one of them encoded, fit twice. */
const MAX_BODY_BYTES = 32_768;
const HTML_FORM = /^application\/x-www-form-urlencoded\s*(;|$)/i;

/** `/websub`: the WebSub hub of the site's feeds (W3C Recommendation, §5.1). Anybody may ask; reasons are plain text. */
export function hubRoutes(
  deps: Pick<ApiDeps, 'clock' | 'prompts' | 'random' | 'subscriptions' | 'urlPolicy'>,
): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.post('/', async (context) => {
    const type = context.req.header('content-type') ?? '';
    if (!HTML_FORM.test(type)) return answer(context, 415, 'Send application/x-www-form-urlencoded.');
    const bytes = await context.req.arrayBuffer();
    if (bytes.byteLength > MAX_BODY_BYTES) return answer(context, 413, `At most ${MAX_BODY_BYTES} bytes.`);
    const read = readHubRequest(parametersOf(bytes), deps.urlPolicy);
    if (!read.ok) return answer(context, 400, read.error);
    const { host } = new URL(read.value.callback);
    switch (await askHub(deps, read.value)) {
      case 'accepted':
        return answer(context, 202, 'Accepted. The callback will be asked to confirm.');
      case 'too-often':
        context.header('retry-after', '60');
        return answer(context, 429, `Too many requests for ${host} in this minute. Try again in the next.`);
      case 'too-many':
        return answer(
          context,
          429,
          `${host} has as many subscriptions as one host may have, or as many that wait to be confirmed. Try again in a few minutes, or end some.`,
        );
    }
  });
  routes.all('/', (context) => {
    context.header('allow', 'POST');
    return answer(context, 405, 'This is a WebSub hub. Subscribe with a POST; /feeds/ lists the feeds.');
  });
  return routes;
}

/** The first value of each name. */
function parametersOf(bytes: ArrayBuffer): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(new TextDecoder().decode(bytes))) {
    if (!parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}

function answer(context: Context, status: ContentfulStatusCode, text: string): Response {
  return context.body(`${text}\n`, status, { 'content-type': 'text/plain; charset=utf-8' });
}
