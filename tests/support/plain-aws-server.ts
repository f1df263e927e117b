import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsError, xmlEscape, type Reply } from '../../local/protocol.ts';
import { decodeAwsChunked, isAwsChunked } from '../../local/s3/aws-chunked.ts';
import type { S3 } from '../../local/s3/s3.ts';
import type { Sqs } from '../../local/sqs/sqs.ts';

/** An HTTP server in front of S3 and SQS that checks no signature: what the services do, without the gateway. */
export type PlainAwsServer = { endpoint: string; stop: () => Promise<void> };

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));

const callS3 = (s3: S3, request: IncomingMessage, body: Buffer): Promise<Reply> => {
  const url = new URL(request.url ?? '/', 'http://local');
  const headers = headersOf(request);
  const decoded = isAwsChunked(headers) ? decodeAwsChunked(body) : { body, trailers: {} };
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(decodeURIComponent(url.pathname)) ?? [];
  return s3.handle({
    method: request.method ?? 'GET',
    bucket,
    key,
    query: url.searchParams,
    headers: { ...headers, ...decoded.trailers },
    body: decoded.body,
    requestId: 'TEST',
    principal: 'arn:aws:iam::000000000000:root',
  });
};

const callSqs = async (sqs: Sqs, name: string, body: Buffer, signal: AbortSignal): Promise<Reply> => {
  const action = sqs.actions[name];
  if (!action) throw new AwsError('UnknownOperation', `SQS ${name} is not run locally`);
  const output = await action(JSON.parse(body.toString() || '{}'), signal);
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify(output),
  };
};

const errorReply = (error: AwsError, isJson: boolean, isHead: boolean): Reply => ({
  status: error.status,
  headers: { 'content-type': isJson ? 'application/x-amz-json-1.0' : 'application/xml', ...error.extra },
  body: isJson
    ? JSON.stringify({ __type: `com.amazonaws.sqs#${error.code}`, message: error.message })
    : isHead
      ? ''
      : `<Error><Code>${error.code}</Code><Message>${xmlEscape(error.message)}</Message></Error>`,
});

/** Starts on a free port of the loopback address. */
export const startPlainAwsServer = async (services: { s3?: S3; sqs?: Sqs }): Promise<PlainAwsServer> => {
  const server = createServer((request, response) => {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const target = request.headers['x-amz-target'];
    const answer = async (): Promise<Reply> => {
      const body = await readBody(request);
      if (typeof target === 'string' && services.sqs)
        return callSqs(services.sqs, target.split('.')[1] ?? '', body, gone.signal);
      if (services.s3) return callS3(services.s3, request, body);
      throw new AwsError('NotImplemented', 'this server was started without that service', 501);
    };
    const reply = async (): Promise<void> => {
      const { status, headers, body } = await answer().catch((error: unknown) => {
        if (!(error instanceof AwsError)) console.error(error);
        const shown = error instanceof AwsError ? error : new AwsError('InternalError', String(error), 500);
        return errorReply(shown, target !== undefined, request.method === 'HEAD');
      });
      const length = { 'content-length': String(Buffer.byteLength(body)) };
      response.writeHead(status, { ...(status === 304 || status === 204 ? {} : length), ...headers });
      response.end(body);
    };
    void reply();
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
