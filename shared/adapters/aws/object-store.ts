import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { ObjectStore, PutCondition } from '#ports/object-store.ts';
import { callAws } from './call-aws.ts';
import { decodeListedKey } from './listed-key.ts';

const PAGE = 1000;
/** 412: the condition does not hold. 409: another write was under way. 404: `If-Match`, and nothing is there. */
const REFUSED: ReadonlySet<number> = new Set([404, 409, 412]);

const missing = ({ status }: { status: number }) => (status === 404 ? { answer: undefined } : undefined);

/** One bucket's objects. `bucket` is its name; metadata must be ASCII, as HTTP headers are. */
export function makeS3ObjectStore({ client, bucket }: { client: S3Client; bucket: string }): ObjectStore {
  return {
    async head(key) {
      const command = new HeadObjectCommand({ Bucket: bucket, Key: key });
      const answer = await callAws('HeadObject', { bucket, key }, () => client.send(command), missing);
      if (!answer) return undefined;
      const { ETag = '', ContentLength = 0, Metadata = {}, LastModified = new Date(0) } = answer;
      const lastModified = `${LastModified.toISOString().slice(0, 19)}Z`;
      return { etag: ETag, size: ContentLength, metadata: Metadata, lastModified };
    },
    async get(key) {
      return callAws(
        'GetObject',
        { bucket, key },
        async () => {
          const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
          return {
            body: (await answer.Body?.transformToByteArray()) ?? new Uint8Array(),
            etag: answer.ETag ?? '',
            contentType: answer.ContentType ?? '',
            metadata: answer.Metadata ?? {},
          };
        },
        missing,
      );
    },
    async put(key, object, condition) {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: object.body,
        ContentType: object.contentType,
        ...(object.cacheControl === undefined ? {} : { CacheControl: object.cacheControl }),
        ...(object.metadata === undefined ? {} : { Metadata: object.metadata }),
        ...conditionOf(condition),
      });
      const answer = await callAws(
        'PutObject',
        { bucket, key },
        () => client.send(command),
        ({ name, status }) =>
          condition !== 'always' && name !== 'NoSuchBucket' && REFUSED.has(status)
            ? { answer: undefined }
            : undefined,
      );
      if (!answer) return { written: 'refused' };
      return { written: 'written', ...(answer.ETag === undefined ? {} : { etag: answer.ETag }) };
    },
    async remove(key) {
      await callAws('DeleteObject', { bucket, key }, () =>
        client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })),
      );
    },
    async list(prefix, { after, limit }) {
      const keys: string[] = [];
      let token: string | undefined;
      do {
        const command = new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          MaxKeys: Math.min(PAGE, limit - keys.length),
          EncodingType: 'url',
          ...(after === undefined || after === '' ? {} : { StartAfter: after }),
          ...(token === undefined ? {} : { ContinuationToken: token }),
        });
        const answer = await callAws('ListObjectsV2', { bucket }, () => client.send(command));
        keys.push(
          ...(answer.Contents ?? []).map(({ Key = '' }) => decodeListedKey(Key, answer.EncodingType)),
        );
        token = answer.NextContinuationToken;
      } while (token !== undefined && keys.length < limit);
      return keys;
    },
  };
}

function conditionOf(condition: PutCondition): { IfMatch?: string; IfNoneMatch?: string } {
  if (condition === 'always') return {};
  return condition === 'ifAbsent' ? { IfNoneMatch: '*' } : { IfMatch: condition.ifMatch };
}
