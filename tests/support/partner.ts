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
    version: z.number().optional(),
    newsroom: z.string().optional(),
    headline: z.string().optional(),
    challenge: z.string().optional(),
    links: z.object({ html: z.string(), json: z.string() }).optional(),
  }),
});
/** One webhook, with the very bytes and headers that came. */
export type Received = z.infer<typeof bodySchema> & { body: string; headers: Record<string, string> };

export type Partner = {
  url: string;
  /** What it was told and answered with a 2xx, its signature verified, oldest first. */
  received: readonly Received[];
  /** What it answered with anything else, challenges too. */
  turnedAway: readonly Received[];
  /** The secret to verify with, once it is known. */
  secret: string;
  /** What it answers from now on. */
  answer: number;
  /** What it does inside the request, before it answers. */
  inside: (webhook: Received) => Promise<void>;
  stop(): Promise<void>;
};

/** As Standard Webhooks has it. */
const TOLERANCE_MS = 300_000;

/**
 * A partner on loopback that proves itself, verifies every webhook and answers as it is told. With `now`, the clock of
 * the run, it also refuses what was signed too long ago.
 */
export async function startPartner(now?: () => number): Promise<Partner> {
  const received: Received[] = [];
  const turnedAway: Received[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const headers = headersOf(request.headers);
    const webhook: Received = { ...bodySchema.parse(JSON.parse(body)), body, headers };
    if (partner.secret !== '') verify(partner.secret, webhook, now);
    const { challenge } = webhook.data;
    if (challenge === undefined) await partner.inside(webhook);
    if (partner.answer >= 300) turnedAway.push(webhook);
    else if (challenge === undefined) received.push(webhook);
    response.writeHead(partner.answer, { 'content-type': 'application/json' });
    response.end(JSON.stringify(challenge === undefined || partner.answer >= 300 ? {} : { challenge }));
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
    turnedAway,
    secret: '',
    answer: 200,
    inside: async () => {},
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return partner;
}

/** The library's own signature of what came; its `verify` also asks the machine's clock, which a test's may outrun. */
function verify(secret: string, { body, headers }: Received, now?: () => number): void {
  const { 'webhook-id': id = '', 'webhook-timestamp': seconds, 'webhook-signature': given } = headers;
  const sentAt = new Date(Number(seconds) * 1000);
  const expected = new Webhook(secret).sign(id, sentAt, body);
  if (!given?.split(' ').includes(expected)) throw new Error('the signature is another');
  if (now && Math.abs(now() - sentAt.getTime()) > TOLERANCE_MS) throw new Error('it was signed too long ago');
}

const headersOf = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
