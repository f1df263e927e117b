/** A request as it reached the site. Header names are lower case, repeated ones joined with a comma. */
export type HttpRequest = {
  method: string;
  /** As sent, percent-encoded. */
  path: string;
  /** Without the question mark. */
  query: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  ip: string;
};

/** An answer; `set-cookie` is the header that may stand more than once. */
export type HttpReply = { status: number; headers: Record<string, string | string[]>; body: Buffer };

export function plainReply(status: number, text: string, contentType = 'text/plain'): HttpReply {
  return { status, headers: { 'content-type': contentType }, body: Buffer.from(text) };
}
