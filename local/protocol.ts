/** A time in milliseconds since 1970. The local run's clock can be moved, so nothing here asks the system. */
export type Now = () => number;

/**
 * What goes back over HTTP. Header names are lower case. `content-length` is the door's to add, except where
 * a reply brings its own: the answer to HEAD has an empty body and says how long the object is.
 */
export type Reply = { status: number; headers: Record<string, string>; body: Buffer | string };

/**
 * One S3 request, already identified and authorised. `key` and `bucket` are percent-decoded and empty where
 * the request names none; header names are lower case; `body` is free of aws-chunked framing (its trailers
 * are among the headers).
 */
export type S3Call = {
  method: string;
  bucket: string;
  key: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
  requestId: string;
  /** ARN of the caller. */
  principal: string;
};

/** What a bucket tells about a change, before any notification configuration has been looked at. */
export type S3Event = {
  /** Without the `s3:` prefix, as in a record's `eventName`: `ObjectCreated:Put`. */
  name: string;
  bucket: string;
  /** As stored; a notification record carries it form-encoded. */
  key: string;
  size?: number;
  /** Without quotes. */
  etag?: string;
  versionId?: string;
  /** Hexadecimal; for one key a later change compares greater, character by character. */
  sequencer: string;
  principal: string;
  requestId: string;
};

/**
 * A refusal in AWS's own words. `code` is the error's name on the wire, `status` the HTTP status, `extra`
 * the headers that go with it (`x-amz-delete-marker`, `x-amzn-query-error`, …).
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;
  readonly extra: Readonly<Record<string, string>>;

  constructor(code: string, message: string, status = 400, extra: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.extra = extra;
  }
}

const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);
const CHARACTERS = new Map([...ENTITIES].map(([character, entity]) => [entity.slice(1, -1), character]));

/** Text for an XML element or attribute. Control characters become references, as S3 writes them. */
export const xmlEscape = (text: string): string =>
  text.replace(/[&<>"']|\p{Cc}/gu, (found) => ENTITIES.get(found) ?? `&#${found.charCodeAt(0)};`);

/** The text that `xmlEscape` (or a client) wrote. A reference that names no character stays as it is. */
export const xmlUnescape = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});/gi, (whole: string, name: string) => {
    if (!name.startsWith('#')) return CHARACTERS.get(name.toLowerCase()) ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
