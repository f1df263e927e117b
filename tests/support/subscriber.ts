import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';

/** A request of the hub's, as it came. */
export type HubCall = {
  method: string;
  /** Path and query, with the bytes that came. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
};

export type Subscriber = {
  /** Address of a callback; what follows it is as it is given. */
  url: (path?: string) => string;
  /** Verifications and denials, oldest first. */
  asked: readonly HubCall[];
  /** Content, oldest first, whatever it was answered with. */
  told: readonly HubCall[];
  /** What a verification is answered with; by default its challenge. */
  confirm: (call: HubCall) => { status: number; body: string };
  /** What content is answered with. */
  answer: number;
  stop(): Promise<void>;
};

/** A WebSub subscriber on loopback that keeps all that comes. */
export async function startSubscriber(): Promise<Subscriber> {
  const asked: HubCall[] = [];
  const told: HubCall[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: path = '' } = request;
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const query = new URL(path, 'http://subscriber').searchParams;
    const call = { method, path, query, headers, body: await buffer(request) };
    if (method === 'GET') {
      asked.push(call);
      const { status, body } = subscriber.confirm(call);
      response.writeHead(status).end(body);
      return;
    }
    told.push(call);
    response.writeHead(subscriber.answer, { location: '/elsewhere' }).end();
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.writeHead(500).end());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the subscriber has no port');
  const subscriber: Subscriber = {
    url: (path = '/hook') => `http://127.0.0.1:${address.port}${path}`,
    asked,
    told,
    confirm: ({ query }) => ({ status: 200, body: query.get('hub.challenge') ?? '' }),
    answer: 204,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return subscriber;
}
