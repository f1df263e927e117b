import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { verify } from '#domain/webhook/sign.ts';
import type { Vault } from '../secrets/vault.ts';

const PARTNER = 'sample';
const SECRET = 'sample-partner-secret';
const ENDPOINT = 'sample-partner-endpoint';
const TOLERANCE_SECONDS = 300;

const webhookSchema = z.object({
  type: z.string(),
  data: z.object({
    challenge: z.string().optional(),
    uri: z.string().optional(),
    version: z.number().optional(),
  }),
});

const createdSchema = z.object({ id: z.string(), secret: z.string() });

export type SamplePartner = { url: string; stop(): Promise<void> };

type Options = {
  site: string;
  operatorToken: string;
  vault: Vault;
  now: () => number;
  onTold: (partner: string, event: { type: string; uri: string; version: number }) => void;
};

/**
 * A partner's receiver on loopback, as small as one can be: it verifies the signature of the exact bytes, answers the
 * challenge, and says what it was told. It registers itself through the API as a partner would.
 */
export async function startSamplePartner(options: Options): Promise<SamplePartner> {
  const server = createServer((request, response) => {
    receive(request, options).then(
      ({ status, answer }) => response.writeHead(status).end(JSON.stringify(answer)),
      () => response.writeHead(400).end(),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/webhooks`;
  const stop = (): Promise<void> => close(server);
  try {
    await register(options, url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function receive(
  request: IncomingMessage,
  { vault, now, onTold }: Options,
): Promise<{ status: number; answer: object }> {
  const body = await text(request);
  const header = (name: string): string => String(request.headers[name] ?? '');
  const verified = verify({
    id: header('webhook-id'),
    timestamp: header('webhook-timestamp'),
    signature: header('webhook-signature'),
    body,
    secrets: [vault.token(SECRET)],
    now: Math.floor(now() / 1000),
    toleranceSeconds: TOLERANCE_SECONDS,
  });
  if (!verified.ok) return { status: 401, answer: {} };
  const { type, data } = webhookSchema.parse(JSON.parse(body));
  if (data.challenge !== undefined) return { status: 200, answer: { challenge: data.challenge } };
  if (data.uri !== undefined && data.version !== undefined) {
    onTold('the sample partner', { type, uri: data.uri, version: data.version });
  }
  return { status: 200, answer: {} };
}

/** The first time as a new partner; afterwards only the port is another. */
async function register(options: Options, url: string): Promise<void> {
  const known = options.vault.token(ENDPOINT);
  const moved = await call(options, 'PATCH', `/api/partners/${PARTNER}/endpoints/${known}`, { url });
  if (moved.status === 200) return;
  await call(options, 'POST', '/api/partners', {
    id: PARTNER,
    name: 'Sample partner',
    contactEmail: 'partner@example.com',
    embargo: 'hold',
  });
  const made = await call(options, 'POST', `/api/partners/${PARTNER}/endpoints`, { url, format: 'thin' });
  if (made.status !== 201) throw new Error(`the sample partner was not registered: ${await made.text()}`);
  const { id, secret } = createdSchema.parse(await made.json());
  options.vault.setToken(ENDPOINT, id);
  options.vault.setToken(SECRET, secret);
}

function call(
  { site, operatorToken }: Options,
  method: string,
  path: string,
  body: object,
): Promise<Response> {
  return fetch(`${site}${path}`, {
    method,
    headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
