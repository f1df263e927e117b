import {
  GetInvalidationCommand,
  ListInvalidationsCommand,
  type CloudFrontClient,
} from '@aws-sdk/client-cloudfront';
import { DeleteCommand, type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { DeleteObjectCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import {
  DeleteMessageBatchCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { makeCloudFrontClient } from '#adapters/aws/cloudfront-client.ts';
import type { Place } from '#adapters/aws/connection.ts';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { decodeListedKey } from '#adapters/aws/listed-key.ts';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { makeSecretsClient } from '#adapters/aws/secrets-client.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import { startAws, type AwsOptions } from '../../local/aws.ts';

const DELETES_AT_ONCE = 32;

/** An AWS for the adapters' suites; whatever it gives is empty. */
export type ContractAws = {
  place: Place;
  emptyTable(): Promise<string>;
  /** A versioned bucket. */
  emptyBucket(): Promise<string>;
  /** The URL of a queue; a name that ends in `.fifo` is a FIFO queue. */
  emptyQueue(name: string): Promise<string>;
  /** URLs of an empty queue and of its dead letters. */
  queueWithDead(): Promise<{ queue: string; dead: string }>;
  secretWith(value: string): Promise<string>;
  /** A distribution, and the paths of the invalidations that were made since it was given. */
  distribution(): Promise<{ id: string; invalidated: () => Promise<readonly string[]> }>;
  stop(): Promise<void>;
};

/** A queue's messages, received and deleted until `count` have come or `withinMs` are over. */
export async function drain(
  client: SQSClient,
  url: string,
  count: number,
  withinMs: number,
): Promise<string[]> {
  const bodies: string[] = [];
  const end = Date.now() + withinMs;
  while (bodies.length < count && Date.now() < end) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    bodies.push(...Messages.map(({ Body = '' }) => Body));
    if (Messages.length === 0) continue;
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
  }
  return bodies;
}

/** The local run's own services, in memory. */
export async function startLocalAws(
  options: AwsOptions = {},
): Promise<ContractAws & { aws: Awaited<ReturnType<typeof startAws>> }> {
  const aws = await startAws(options);
  let count = 0;
  const next = (): number => (count += 1);
  return {
    aws,
    place: aws.clientConfig,
    async emptyTable() {
      const name = `table-${next()}`;
      await aws.createTable(name, {
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
      });
      return name;
    },
    async emptyBucket() {
      const name = `bucket-${next()}`;
      aws.createBucket(name, { versioned: true });
      return name;
    },
    emptyQueue: async (name) => aws.createQueue(`q${next()}-${name}`),
    async queueWithDead() {
      const name = `q${next()}-dead`;
      const deadLetterArn = `arn:aws:sqs:${aws.region}:${aws.account}:${name}`;
      const dead = aws.createQueue(name);
      const queue = aws.createQueue(`q${next()}`, { redrive: { deadLetterArn, maxReceiveCount: 3 } });
      return { queue, dead };
    },
    async secretWith(value) {
      const name = `secret-${next()}`;
      const arn = `arn:aws:secretsmanager:${aws.region}:${aws.account}:secret:${name}-abcdef`;
      aws.createSecret(arn, { Name: name, SecretString: value });
      return arn;
    },
    async distribution() {
      const id = `E${next()}`;
      const ofIt = () => aws.cloudfront.invalidations.filter(({ distribution }) => distribution === id);
      return { id, invalidated: async () => ofIt().flatMap(({ paths }) => paths) };
    },
    stop: () => aws.stop(),
  };
}

/** Everything that is named here is emptied, so each name has to say that it is there for nothing else. */
const contractName = z.string().regex(/contract/, 'must contain "contract": it is emptied');
const remoteSchema = z.object({
  CONTRACT_TABLE: contractName,
  CONTRACT_BUCKET: contractName,
  /** Put before a queue's name: `https://sqs.…/<account>/contract-` for `contract-uploads`, `contract-feeds.fifo`, … */
  CONTRACT_QUEUE_URLS: contractName,
  CONTRACT_SECRET: contractName,
  /** The id of a distribution that serves nothing. */
  CONTRACT_DISTRIBUTION: z.string(),
});

/**
 * AWS itself, with the names of the environment: a table (`pk`, `sk`), a versioned bucket, a queue for each name and a
 * secret; `desk-dead` takes the dead letters of `desk`. One run leaves a message that appears after 15 minutes.
 */
export function remoteAws(environment: NodeJS.ProcessEnv): ContractAws {
  const names = remoteSchema.parse(environment);
  const clients = { s3: makeS3Client(), sqs: makeSqsClient(), table: makeDocumentClient() };
  const secrets = makeSecretsClient();
  return {
    place: {},
    async emptyTable() {
      await emptyTable(clients.table, names.CONTRACT_TABLE);
      return names.CONTRACT_TABLE;
    },
    async emptyBucket() {
      await emptyBucket(clients.s3, names.CONTRACT_BUCKET);
      return names.CONTRACT_BUCKET;
    },
    async emptyQueue(name) {
      const url = `${names.CONTRACT_QUEUE_URLS}${name}`;
      await drain(clients.sqs, url, Number.POSITIVE_INFINITY, 2000);
      return url;
    },
    async queueWithDead() {
      const urls = {
        queue: `${names.CONTRACT_QUEUE_URLS}desk`,
        dead: `${names.CONTRACT_QUEUE_URLS}desk-dead`,
      };
      for (const url of Object.values(urls)) await clients.sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
      return urls;
    },
    async secretWith(value) {
      await secrets.send(new PutSecretValueCommand({ SecretId: names.CONTRACT_SECRET, SecretString: value }));
      return names.CONTRACT_SECRET;
    },
    async distribution() {
      const id = names.CONTRACT_DISTRIBUTION;
      const client = makeCloudFrontClient();
      const list = () => listInvalidations(client, id);
      const before = new Set((await list()).map(({ Id }) => Id));
      const made = async () => (await list()).filter(({ Id }) => !before.has(Id)).toReversed();
      return { id, invalidated: async () => pathsOf(client, id, await made()) };
    },
    stop: async () => {},
  };
}

async function listInvalidations(client: CloudFrontClient, DistributionId: string) {
  const { InvalidationList } = await client.send(new ListInvalidationsCommand({ DistributionId }));
  return InvalidationList?.Items ?? [];
}

async function pathsOf(
  client: CloudFrontClient,
  DistributionId: string,
  invalidations: readonly { Id: string | undefined }[],
): Promise<string[]> {
  const paths: string[] = [];
  for (const { Id } of invalidations) {
    const { Invalidation } = await client.send(new GetInvalidationCommand({ DistributionId, Id }));
    paths.push(...(Invalidation?.InvalidationBatch?.Paths?.Items ?? []));
  }
  return paths;
}

async function emptyTable(client: DynamoDBDocumentClient, TableName: string): Promise<void> {
  for (;;) {
    const { Items = [] } = await client.send(
      new ScanCommand({ TableName, ProjectionExpression: 'pk, sk', ConsistentRead: true }),
    );
    if (Items.length === 0) return;
    await forEachBounded(Items, DELETES_AT_ONCE, async (Key) => {
      await client.send(new DeleteCommand({ TableName, Key }));
    });
  }
}

/** One by one: the XML of DeleteObjects cannot name a key with a control character. */
async function emptyBucket(client: S3Client, Bucket: string): Promise<void> {
  for (;;) {
    const {
      Versions = [],
      DeleteMarkers = [],
      EncodingType,
    } = await client.send(new ListObjectVersionsCommand({ Bucket, EncodingType: 'url' }));
    const all = [...Versions, ...DeleteMarkers];
    if (all.length === 0) return;
    await forEachBounded(all, DELETES_AT_ONCE, async ({ Key = '', VersionId }) => {
      await client.send(
        new DeleteObjectCommand({ Bucket, Key: decodeListedKey(Key, EncodingType), VersionId }),
      );
    });
  }
}
