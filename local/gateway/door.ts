import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { StartError } from '../start-error.ts';

const HOST = '127.0.0.1';
const HEADERS_TIMEOUT_MS = 30_000;

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;
export type Door = {
  /** Origin, `http://127.0.0.1:4566`. */
  endpoint: string;
  port: number;
  /** From now on answers, first those who have waited. */
  open(handler: Handler): void;
  /** Ends every connection. */
  close(): Promise<void>;
};

/**
 * Listens on the loopback, before there is anything to answer with: the addresses of queues carry the port, so the port
 * comes first. A request that comes earlier than the handler waits for it. Port 0 means any.
 * Throws `StartError` where the port is taken.
 */
export async function listenAt(port: number): Promise<Door> {
  const opened = Promise.withResolvers<Handler>();
  const server = createServer((request, response) => {
    // A client that goes away must not end the process; what it asked for is dropped where it is read.
    request.on('error', () => {});
    response.on('error', () => {});
    void opened.promise.then((handler) => handler(request, response));
  });
  // SDKs keep connections open: closing one just as it is used again would reset that request.
  server.keepAliveTimeout = 0;
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = 0;
  const actual = await new Promise<number>((resolve, reject) => {
    server.once('error', (error) => reject(startError(error, port)));
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
  return {
    endpoint: `http://${HOST}:${actual}`,
    port: actual,
    open: (handler) => opened.resolve(handler),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function startError(error: Error, port: number): Error {
  const taken = 'code' in error && error.code === 'EADDRINUSE';
  if (!taken) return error;
  return new StartError(
    `port ${port} of ${HOST} is in use; stop what uses it, or choose another port (0 means any)`,
  );
}
