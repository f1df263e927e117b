import { once } from 'node:events';
import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/** Servers that take everything, but for those from `hangFrom` on, which never answer. Tells URLs, then arrivals. */
const { count, hangFrom, answerMs }: { count: number; hangFrom: number; answerMs: number } = workerData;
const urls = await Promise.all(Array.from({ length: count }, (_, n) => listen(n)));
parentPort?.postMessage(urls, []);

async function listen(n: number): Promise<string> {
  const server = createServer((request, response) => {
    const uri = request.headers['presswire-uri'];
    parentPort?.postMessage({ receiver: n, uri: String(uri), atMs: Date.now() }, []);
    request.resume();
    const answer = (): unknown => response.end('{}');
    if (n < hangFrom) request.on('end', () => (answerMs === 0 ? answer() : setTimeout(answer, answerMs)));
  });
  server.keepAliveTimeout = 60_000;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook`;
}
