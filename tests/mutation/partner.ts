import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import * as z from 'zod';

const bodySchema = z.object({
  type: z.string(),
  id: z.string(),
  data: z.looseObject({
    newsroom: z.string().optional(),
    headline: z.string().optional(),
    challenge: z.string().optional(),
  }),
});
type Received = z.infer<typeof bodySchema>;

export type Partner = {
  url: string;
  /** What it was told and took, its signature verified, oldest first. */
  received: readonly Received[];
  /** What it turned away, challenges too. */
  turnedAway: readonly Received[];
  /** The secret to verify with, once it is known. */
  secret: string;
  /** What it answers from now on. */
  answer: number;
  stop(): Promise<void>;
};

/** As Standard Webhooks has it, by the clock of the run. */
const TOLERANCE_MS = 300_000;

/** A partner on loopback that proves itself, verifies every webhook and answers as it is told. */
export async function startPartner(now: () => number): Promise<Partner> {
  const received: Received[] = [];
  const turnedAway: Received[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const message = bodySchema.parse(JSON.parse(body));
    if (partner.secret !== '' && !isSigned(request, body, partner.secret, now())) {
      response.writeHead(401).end();
      return;
    }
    const { challenge } = message.data;
    if (partner.answer >= 300) turnedAway.push(message);
    else if (challenge === undefined) received.push(message);
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
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return partner;
}

/** The library's `verify` goes by the machine's clock, which a run leaves behind. */
function isSigned({ headers }: IncomingMessage, body: string, secret: string, nowMs: number): boolean {
  const sentAt = new Date(Number(headers['webhook-timestamp']) * 1000);
  const expected = new Webhook(secret).sign(String(headers['webhook-id']), sentAt, body);
  const signatures = String(headers['webhook-signature']).split(' ');
  return signatures.includes(expected) && Math.abs(nowMs - sentAt.getTime()) <= TOLERANCE_MS;
}
