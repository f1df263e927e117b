import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the range that systems take the ports of outgoing connections from, and above the well-known ones. */
const [FIRST, COUNT] = [15_000, 15_000];

/**
 * A port for a run that is stopped and started again at the same address: in between no connection of another
 * process can be given it.
 */
export async function portOfItsOwn(): Promise<number> {
  for (let tries = 0; tries < 20; tries += 1) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
