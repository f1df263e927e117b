import type { HttpReply, HttpRequest } from '../http-api/http-message.ts';
import { AwsError, type Reply, type S3Call } from '../protocol.ts';

type Options = {
  bucket: string;
  handle: (call: S3Call) => Promise<Reply>;
  /** Whether the bucket's policy lets this distribution do something; always no when its requests are not signed. */
  may: (action: string, resource: string) => boolean;
};

/** Names that S3 answers with and CloudFront does not pass on. */
const NOT_PASSED_ON = new Set(['x-amz-request-id', 'x-amz-id-2', 'content-length', 'connection', 'date']);

/** A bucket as CloudFront's origin. A missing key is 403 unless the bucket's policy allows listing, as S3 hides it. */
export function makeBucketOrigin({ bucket, handle, may }: Options) {
  const arn = `arn:aws:s3:::${bucket}`;
  return async (request: HttpRequest): Promise<HttpReply> => {
    const key = decodeKey(request.path);
    if (key === undefined) return refuse(400, 'InvalidURI');
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'MethodNotAllowed');
    if (!may('s3:GetObject', `${arn}/${key}`)) return refuse(403, 'AccessDenied');
    try {
      const answer = await handle({
        method: request.method,
        bucket,
        key,
        query: new URLSearchParams(),
        headers: {},
        body: Buffer.alloc(0),
        requestId: 'edge',
        principal: 'cloudfront.amazonaws.com',
      });
      const headers = Object.entries(answer.headers).filter(([name]) => !NOT_PASSED_ON.has(name));
      return { status: answer.status, headers: Object.fromEntries(headers), body: Buffer.from(answer.body) };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const hidden = error.code === 'NoSuchKey' && !may('s3:ListBucket', arn);
      return hidden ? refuse(403, 'AccessDenied') : refuse(error.status, error.code);
    }
  };
}

const refuse = (status: number, code: string): HttpReply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`),
});

function decodeKey(path: string): string | undefined {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    return undefined;
  }
}
