import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Handler } from '../gateway/door.ts';
import { plainReply, type HttpReply, type HttpRequest } from '../http-api/http-message.ts';

type Handle = (request: HttpRequest) => Promise<HttpReply>;
/** More than any origin of a local run takes, so that the origin says it. */
const MAX_BODY_BYTES = 20 * 1024 * 1024;

/** Reads a request whole, has it answered, and writes the answer; `Content-Length` always, a body never after HEAD. */
export function siteListener(handle: Handle): Handler {
  return (incoming, outgoing) => {
    answer(handle, incoming, outgoing).catch(() => outgoing.destroy());
  };
}

async function answer(handle: Handle, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await readBody(incoming);
  const reply = body
    ? await handle(requestOf(incoming, body))
    : plainReply(413, '413 ERROR: the request is too large');
  const withoutBody = reply.status === 304 || reply.status === 204;
  outgoing.writeHead(reply.status, {
    ...reply.headers,
    ...(withoutBody ? {} : { 'content-length': String(reply.body.length) }),
  });
  outgoing.end(incoming.method === 'HEAD' || withoutBody ? undefined : reply.body);
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(part);
  }
  return bytes <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

function requestOf(incoming: IncomingMessage, body: Buffer): HttpRequest {
  const [path = '/', ...query] = (incoming.url ?? '/').split('?');
  const headers = Object.entries(incoming.headersDistinct).map(([name, values]) => [
    name,
    (values ?? []).join(name === 'cookie' ? '; ' : ','),
  ]);
  return {
    method: incoming.method ?? 'GET',
    path: path.startsWith('/') ? path : '/',
    query: query.join('?'),
    headers: Object.fromEntries(headers),
    body,
    ip: incoming.socket.remoteAddress ?? '127.0.0.1',
  };
}
