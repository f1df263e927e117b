import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { createHmac } from 'node:crypto';
import { PermanentError } from '#platform/errors.ts';
import type { Clock } from '#ports/clock.ts';
import type { UploadForms } from '#ports/upload-forms.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';

type Bucket = { client: S3Client; bucket: string; clock: Clock };

/**
 * POST policies of S3, signed with the caller's own credentials (Amazon S3 API Reference, "Authenticating Requests:
 * Browser-Based Uploads Using POST (AWS Signature Version 4)"). A form is worth no more than they are, and ends with them.
 */
export function makeS3UploadForms({ client, bucket, clock }: Bucket): UploadForms {
  return {
    origin: async () => new URL(await addressOf(client, bucket)).origin,
    async makeForm(key, { maxBytes, seconds, metadata = {} }) {
      const { accessKeyId, secretAccessKey, sessionToken } = await client.config.credentials();
      const region = await client.config.region();
      const nowMs = clock.now();
      const stamp = new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
      const scope = [stamp.slice(0, 8), region, 's3', 'aws4_request'] as const;
      const signed = {
        key,
        'x-amz-algorithm': ALGORITHM,
        'x-amz-credential': [accessKeyId, ...scope].join('/'),
        'x-amz-date': stamp,
        ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
        ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
      };
      const expiresAt = new Date(nowMs + seconds * 1000).toISOString();
      const conditions = [
        { bucket },
        ...Object.entries(signed).map(([name, value]) => ({ [name]: value })),
        ['content-length-range', 1, maxBytes],
      ];
      const policy = Buffer.from(JSON.stringify({ expiration: expiresAt, conditions })).toString('base64');
      const signingKey = scope.reduce<Buffer>(
        (from, part) => createHmac('sha256', from).update(part).digest(),
        Buffer.from(`AWS4${secretAccessKey}`),
      );
      const signature = createHmac('sha256', signingKey).update(policy).digest('hex');
      return {
        url: await addressOf(client, bucket),
        fields: { ...signed, policy, 'x-amz-signature': signature },
        expiresAt,
      };
    },
  };
}

/** Where the client would send a request for the bucket; nothing is sent. */
async function addressOf(client: S3Client, bucket: string): Promise<string> {
  let address: string | undefined;
  const command = new HeadBucketCommand({ Bucket: bucket });
  command.middlewareStack.add(
    () => async (args) => {
      const { protocol, hostname, port, path } = requestOf(args);
      address = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`;
      return { output: { $metadata: {} }, response: undefined };
    },
    { step: 'build', priority: 'low' },
  );
  await client.send(command);
  if (address === undefined) {
    throw new PermanentError(`there is no address of the bucket ${bucket}`, {
      code: 'NoAddress',
      context: { bucket },
    });
  }
  return address;
}

type Addressed = { protocol: string; hostname: string; port?: number; path: string };

function requestOf({ request }: { request: unknown }): Addressed {
  if (isAddressed(request)) return request;
  throw new TypeError('the SDK gave a request without an address');
}

function isAddressed(request: unknown): request is Addressed {
  return typeof request === 'object' && request !== null && 'hostname' in request && 'path' in request;
}
