import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { CallRecord } from '../../local/gateway/call-record.ts';
import type { S3Event } from '../../local/protocol.ts';
import { startLocal, type LocalOptions, type Running } from '../../local/start.ts';
import type { Partner } from './partner.ts';
import { until } from './until.ts';

export type WholeStack = {
  running: Running;
  /** An administrator's. */
  s3: S3Client;
  /** Every call so far, with the run's time of its answer. */
  calls: readonly (CallRecord & { atMs: number })[];
  /** Every object written or removed so far, with the run's time. */
  objects: readonly (S3Event & { atMs: number })[];
  /** Log lines, for the one who looks into a failure. */
  log: readonly string[];
  /** Asks the API as the operator; gives the JSON of a 2xx and throws for any other answer. */
  api: (method: string, path: string, body?: object) => Promise<unknown>;
  stop(): Promise<void>;
};

/** The whole of Presswire running on this machine, as `npm start` runs it; by default in memory. */
export async function startWhole(options: LocalOptions = {}): Promise<WholeStack> {
  const calls: (CallRecord & { atMs: number })[] = [];
  const objects: (S3Event & { atMs: number })[] = [];
  const log: string[] = [];
  const started: { now: () => number } = { now: Date.now };
  const running = await startLocal({
    onCall: (call) => calls.push({ ...call, atMs: started.now() }),
    onObject: (event) => objects.push({ ...event, atMs: started.now() }),
    onLog: (name, line) => log.push(`${name}: ${line}`),
    ...options,
  });
  started.now = running.now;
  const s3 = new S3Client(running.aws.clientConfig);
  return {
    running,
    s3,
    calls,
    objects,
    log,
    async api(method, path, body) {
      const response = await fetch(`${running.site}/api${path}`, {
        method,
        headers: { authorization: `Bearer ${running.operatorToken}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const said = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${said.slice(0, 300)}`);
      return said === '' ? undefined : JSON.parse(said);
    },
    async stop() {
      s3.destroy();
      await running.stop();
    },
  };
}

const createdSchema = z.object({ id: z.string(), secret: z.string() });
const endpointSchema = z.looseObject({ state: z.string() });

/** Makes a partner known under an id, with one endpoint that has proved itself; gives the endpoint's id. */
export async function join(
  { api, running }: WholeStack,
  id: string,
  partner: Partner,
  endpoint: { filter?: { newsrooms: string[] }; minor?: boolean } = {},
): Promise<string> {
  const contactEmail = `desk@${id}.example`;
  await api('POST', '/partners', { id, name: id, contactEmail, embargo: 'hold' });
  const made = createdSchema.parse(
    await api('POST', `/partners/${id}/endpoints`, { url: partner.url, format: 'thin', ...endpoint }),
  );
  partner.secret = made.secret;
  const path = `/partners/${id}/endpoints/${made.id}`;
  await until(
    'the endpoint to be active',
    async () => endpointSchema.parse(await api('GET', path)).state === 'active',
    {
      moving: () => running.advance(1_000),
      patienceMs: 20_000,
    },
  );
  return made.id;
}
