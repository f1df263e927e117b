import type { ServerResponse } from 'node:http';
import type { Reply } from '../protocol.ts';
import type { Service } from './service.ts';

type Envelope = { service: Service; requestId: string; isHead: boolean; nowMs: number };

const BODILESS = new Set([204, 304]);

/** Sends an answer with the headers that every one carries. The date is the run's: SDKs set their clocks by it. */
export function sendReply(response: ServerResponse, reply: Reply, envelope: Envelope): void {
  const { service, requestId, isHead, nowMs } = envelope;
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body;
  const bodiless = BODILESS.has(reply.status);
  response.writeHead(reply.status, {
    ...(bodiless ? {} : { 'content-length': String(body.length) }),
    date: new Date(nowMs).toUTCString(),
    ...(service === 's3'
      ? { 'x-amz-request-id': requestId, 'x-amz-id-2': 'local', server: 'AmazonS3' }
      : { 'x-amzn-requestid': requestId }),
    ...reply.headers,
  });
  response.end(isHead || bodiless ? undefined : body);
}
