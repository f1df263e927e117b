import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What a receiver does with a connection, after it has seen the whole head of the request. */
export type Behaviour = (socket: Socket) => void;

/** A raw TCP server on loopback that behaves as it is told; `connections` counts every accepted socket. */
export type Receiver = {
  url: string;
  port: number;
  connections: () => number;
  requests: () => readonly string[];
  openSockets: () => number;
  mostSocketsAtOnce: () => number;
  close(): Promise<void>;
};

export async function startReceiver(behave: Behaviour): Promise<Receiver> {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  let connections = 0;
  let most = 0;
  const server: Server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    most = Math.max(most, sockets.size);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let head = '';
    socket.on('data', (chunk: Buffer) => {
      const wasSeen = head.includes('\r\n\r\n');
      head += chunk.toString('latin1');
      if (wasSeen || !head.includes('\r\n\r\n')) return;
      requests.push(head);
      behave(socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    connections: () => connections,
    requests: () => requests,
    openSockets: () => sockets.size,
    mostSocketsAtOnce: () => most,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Writes `chunk` every few milliseconds until the peer leaves. */
function drip(socket: Socket, chunk: string | Buffer, everyMs: number): void {
  const timer = setInterval(() => {
    if (socket.writable) socket.write(chunk);
  }, everyMs);
  socket.on('close', () => clearInterval(timer));
}

/** Writes as fast as the peer takes it. */
function flood(socket: Socket, chunk: Buffer): void {
  const pour = (): void => {
    while (socket.writable && socket.write(chunk));
  };
  socket.on('drain', pour);
  pour();
}

/** 50 MiB of zeros. */
const BOMB = gzipSync(Buffer.alloc(50 * 1024 * 1024));
const OK = 'HTTP/1.1 200 OK\r\n';
const PLAIN = 'content-type: text/plain\r\n';

export const HOSTILE: Readonly<Record<string, Behaviour>> = {
  silent: () => undefined,
  'header drip': (socket) => {
    socket.write(`${OK}x: `);
    drip(socket, 'y', 10);
  },
  'body drip': (socket) => {
    socket.write(`${OK}${PLAIN}content-length: 15000\r\n\r\n`);
    drip(socket, 'z', 10);
  },
  '103 flood': (socket) =>
    flood(socket, Buffer.from('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(200))),
  'infinite body': (socket) => {
    socket.write(`${OK}${PLAIN}transfer-encoding: chunked\r\n\r\n`);
    flood(socket, Buffer.from(`10000\r\n${'i'.repeat(0x10000)}\r\n`));
  },
  'gzip bomb': (socket) => {
    socket.write(`${OK}content-encoding: gzip\r\ncontent-length: ${BOMB.length}\r\n\r\n`);
    socket.end(BOMB);
  },
  'huge headers': (socket) => {
    socket.write(OK);
    flood(socket, Buffer.from(`x-fill: ${'h'.repeat(8_000)}\r\n`));
  },
  garbage: (socket) => socket.end(Buffer.from([0, 255, 13, 10, 1, 2, 3, 13, 10, 13, 10])),
  'lying length': (socket) => socket.end(`${OK}${PLAIN}content-length: 1000\r\n\r\nshort`),
  'redirect to metadata': (socket) =>
    socket.end(
      'HTTP/1.1 307 Temporary Redirect\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n',
    ),
};
