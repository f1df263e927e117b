import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import * as z from 'zod';

const bodySchema = z.object({
  type: z.string(),
  id: z.string(),
  data: z.looseObject({
    uri: z.string().optional(),
    headline: z.string().optional(),
    challenge: z.string().optional(),
  }),
});
type Received = z.infer<typeof bodySchema>;

export type Partner = {
  url: string;
  /** What it was told, its signature verified, oldest first. */
  received: readonly Received[];
  /** The secret to verify with, once it is known. */
  secret: string;
  /** What it answers from now on. */
  answer: number;
  stop(): Promise<void>;
};

/** A partner on loopback that proves itself, verifies every webhook and answers as it is told. */
export async function startPartner(): Promise<Partner> {
  const received: Received[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const message = bodySchema.parse(JSON.parse(body));
    if (partner.secret !== '' && !isSigned(partner.secret, body, headersOf(request.headers))) {
      throw new Error('the signature is not the one of this body');
    }
    const { challenge } = message.data;
    if (challenge === undefined && partner.answer < 300) received.push(message);
    response.writeHead(partner.answer, { 'content-type': 'application/json' });
    response.end(JSON.stringify(challenge === undefined ? {} : { challenge }));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(400).end());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the partner has no port');
  const partner: Partner = {
    url: `http://127.0.0.1:${address.port}/webhooks`,
    received,
    secret: '',
    answer: 200,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return partner;
}

const headersOf = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** Not by the library's own `verify`: it holds the timestamp against this machine's clock, and the run's is moved. */
function isSigned(secret: string, body: string, headers: Record<string, string>): boolean {
  const {
    'webhook-id': id = '',
    'webhook-timestamp': seconds = '',
    'webhook-signature': given = '',
  } = headers;
  return given.split(' ').includes(new Webhook(secret).sign(id, new Date(Number(seconds) * 1000), body));
}
