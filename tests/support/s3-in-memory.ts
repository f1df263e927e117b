import type { DatabaseSync } from 'node:sqlite';
import type { Reply, S3Call, S3Event } from '../../local/protocol.ts';
import { makeS3, type S3 } from '../../local/s3/s3.ts';
import { openDatabase } from '../../local/sqlite.ts';

/** S3 without HTTP in front of it, with what it has told of. */
export type S3InMemory = {
  s3: S3;
  db: DatabaseSync;
  events: S3Event[];
  ask: (request: S3Request) => Promise<Reply>;
};

/** `request` reads like `PUT /bucket/key?query`. */
type S3Request = { request: string; headers?: Record<string, string>; body?: Buffer | string };

const callOf = ({ request, headers = {}, body = '' }: S3Request): S3Call => {
  const space = request.indexOf(' ');
  const url = new URL(request.slice(space + 1), 'http://local');
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(decodeURIComponent(url.pathname)) ?? [];
  return {
    method: request.slice(0, space),
    bucket,
    key,
    query: url.searchParams,
    headers,
    body: Buffer.from(body),
    requestId: 'R',
    principal: 'arn:aws:iam::000000000000:user/test',
  };
};

/** An S3 on a database in memory, with the time that `now` tells. */
export const s3InMemory = (now: () => number = () => Date.UTC(2025, 0, 14)): S3InMemory => {
  const db = openDatabase(':memory:');
  const events: S3Event[] = [];
  const s3 = makeS3({ db, now, emit: (event) => events.push(event) });
  return { s3, db, events, ask: (request) => s3.handle(callOf(request)) };
};
