import type { IncomingMessage } from 'node:http';
import { AwsError } from '../protocol.ts';

/** A request as it came, before anything in it is believed. */
export type Request = {
  method: string;
  /** Still percent-encoded and with its `..` in place: an S3 key may hold any of that. */
  rawPath: string;
  rawQuery: string;
  query: URLSearchParams;
  /** Names are lower case, values of a repeated header joined by commas. */
  headers: Record<string, string>;
  body: Buffer;
};

/**
 * Reads a whole request. Gives `undefined` when the client went away in the middle of the body. A body over the limit
 * is read to its end, so that the client gets the answer, but not kept: throws `EntityTooLarge`.
 */
export async function readRequest(
  message: IncomingMessage,
  maxBodyBytes: number,
): Promise<Request | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size <= maxBodyBytes) chunks.push(bytes);
      else chunks.length = 0;
    }
  } catch {
    return undefined;
  }
  if (!message.complete) return undefined;
  if (size > maxBodyBytes) {
    throw new AwsError(
      'EntityTooLarge',
      `The local run takes ${maxBodyBytes} bytes in one request, not ${size}`,
    );
  }
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  const rawQuery = mark < 0 ? '' : url.slice(mark + 1);
  return {
    method: message.method ?? 'GET',
    rawPath: mark < 0 ? url : url.slice(0, mark),
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers: readHeaders(message.rawHeaders),
    body: Buffer.concat(chunks),
  };
}

function readHeaders(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    // Assigning `__proto__` would set no header but the object's prototype.
    if (name === '__proto__') continue;
    const value = raw[index + 1] ?? '';
    headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  return headers;
}
