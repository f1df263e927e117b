import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Place } from '#adapters/aws/connection.ts';

/** A service that gives prepared answers, for what the real ones do too seldom to wait for. */
export type ScriptedAws = {
  place: Place;
  /** The bodies of the requests so far. */
  requests: unknown[];
  stop(): Promise<void>;
};

/** Answers the n-th request (from 0) with `answer(n, body)` as JSON, on a free port of the loopback address. */
export async function startScriptedAws(
  answer: (index: number, body: Record<string, unknown>) => { status?: number; body: object },
): Promise<ScriptedAws> {
  const requests: unknown[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      const { status = 200, body: reply } = answer(requests.length, body);
      requests.push(body);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(reply));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    place: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
