import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe } from 'vitest';
import { makeGuardedSender } from '#adapters/http/guarded-sender.ts';
import { WITH_LOOPBACK } from '#domain/webhook/address.ts';
import { webhookSenderContract, type Came, type ContractPeer } from './webhook-sender.contract.ts';

const IMPATIENT = { totalMs: 500 };

const opened: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(opened.splice(0).map((close) => close())));

/** A server on loopback whose every path is a peer of its own. */
async function makeSenderOverHttp() {
  const behaviours: ContractPeer[] = [];
  const came: Came[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: path = '', headers } = request;
    came.push({ method, path, headers: headers as Record<string, string>, body: await text(request) });
    const behaviour = behaviours[Number(path.slice(1))];
    if (typeof behaviour === 'object')
      response.writeHead(behaviour.answers, behaviour.headers).end(behaviour.body);
    else if (behaviour === 'hangs up') request.socket.destroy();
  };
  const server = createServer((request, response) => void handle(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sender = makeGuardedSender({ urlPolicy: WITH_LOOPBACK, limits: IMPATIENT });
  opened.push(async () => {
    await sender.close();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    sender,
    came: () => came,
    async peer(behaviour: ContractPeer) {
      if (behaviour === 'is not there') return 'http://127.0.0.1:1/hook';
      return `http://127.0.0.1:${port}/${behaviours.push(behaviour) - 1}`;
    },
  };
}

describe('over HTTP', () => {
  webhookSenderContract({ make: makeSenderOverHttp });
});
