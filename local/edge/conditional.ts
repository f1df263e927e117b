import type { HttpReply } from '../http-api/http-message.ts';

type Asked = Readonly<Record<string, string>>;

/** What a 304 keeps (RFC 9110 §15.4.5), and what viewer functions read. */
const WITHOUT_BODY = ['content-length', 'content-encoding', 'content-range'];

/** A kept 200 answered as the viewer's conditions and range ask: 304, 206, 416 or itself (RFC 9110 §13, §14). */
export function answerConditionally(reply: HttpReply, asked: Asked): HttpReply {
  if (reply.status !== 200) return reply;
  if (notModified(reply, asked)) {
    const headers = Object.entries(reply.headers).filter(([name]) => !WITHOUT_BODY.includes(name));
    return { status: 304, headers: Object.fromEntries(headers), body: Buffer.alloc(0) };
  }
  return asked['range'] === undefined || reply.headers['content-encoding'] !== undefined
    ? reply
    : ranged(reply, asked['range'], asked['if-range']);
}

function notModified({ headers }: HttpReply, asked: Asked): boolean {
  const etag = headers['etag'];
  const wanted = asked['if-none-match'];
  if (wanted !== undefined) {
    if (typeof etag !== 'string') return false;
    return wanted.trim() === '*' || wanted.split(',').some((each) => weak(each) === weak(etag));
  }
  const since = Date.parse(asked['if-modified-since'] ?? '');
  const modified = Date.parse(String(headers['last-modified'] ?? ''));
  return modified <= since;
}

const weak = (etag: string): string => etag.trim().replace(/^W\//, '');

function ranged(reply: HttpReply, range: string, ifRange: string | undefined): HttpReply {
  const { headers, body } = reply;
  const match = /^bytes=(\d*)-(\d*)$/.exec(range.trim());
  if (!match || (match[1] === '' && match[2] === '')) return reply;
  if (ifRange !== undefined && ifRange !== headers['etag'] && ifRange !== headers['last-modified'])
    return reply;
  const suffix = match[1] === '';
  const from = suffix ? Math.max(0, body.length - Number(match[2])) : Number(match[1]);
  const to = suffix || match[2] === '' ? body.length - 1 : Math.min(Number(match[2]), body.length - 1);
  if (from > to || from >= body.length)
    return { status: 416, headers: { 'content-range': `bytes */${body.length}` }, body: Buffer.alloc(0) };
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${from}-${to}/${body.length}` },
    body: body.subarray(from, to + 1),
  };
}
