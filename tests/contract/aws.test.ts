import type { BusEvent } from '#ports/event-bus.ts';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from 'vitest';
import { makeDynamoAuditStore } from '#adapters/aws/audit-store.ts';
import { makeCloudFrontClient } from '#adapters/aws/cloudfront-client.ts';
import { makeDynamoCursorStore } from '#adapters/aws/cursor-store.ts';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeS3DropBucket } from '#adapters/aws/drop-bucket.ts';
import { makeDynamoDueStore } from '#adapters/aws/due-store.ts';
import { makeCloudFrontEdge } from '#adapters/aws/edge.ts';
import { makeDynamoFeedStore } from '#adapters/aws/feed-store.ts';
import { makeDynamoHolderStore } from '#adapters/aws/holder-store.ts';
import { makeDynamoIdempotencyStore } from '#adapters/aws/idempotency-store.ts';
import { makeDynamoJobStore } from '#adapters/aws/job-store.ts';
import { makeSecretKeyring } from '#adapters/aws/keyring.ts';
import { makeEventBridgeClient } from '#adapters/aws/event-bridge-client.ts';
import { makeEventBridgeBus } from '#adapters/aws/event-bus.ts';
import { makeSesMailer } from '#adapters/aws/mailer.ts';
import { makeDynamoNewsroomStore } from '#adapters/aws/newsroom-store.ts';
import { makeS3ObjectStore } from '#adapters/aws/object-store.ts';
import { makeDynamoPartnerStore } from '#adapters/aws/partner-store.ts';
import { makeSqsPrompts, type QueueUrls } from '#adapters/aws/prompts.ts';
import { makeSqsQueueDesk } from '#adapters/aws/queue-desk.ts';
import { makeDynamoReleaseIndex } from '#adapters/aws/release-index.ts';
import { makeDynamoReleaseStore } from '#adapters/aws/release-store.ts';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { makeSecretsClient } from '#adapters/aws/secrets-client.ts';
import { makeSesClient } from '#adapters/aws/ses-client.ts';
import { makeDynamoSourceStore } from '#adapters/aws/source-store.ts';
import { makeDynamoSubscriptionStore } from '#adapters/aws/subscription-store.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { makeTable, type Table } from '#adapters/aws/table.ts';
import { makeS3UploadForms } from '#adapters/aws/upload-forms.ts';
import { eventTypeSchema } from '#domain/webhook/event-type.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import { drain, remoteAws, startLocalAws } from '../support/contract-aws.ts';
import type { LoggedEvent } from '../../local/events/event-log.ts';
import { auditStoreContract } from './audit-store.contract.ts';
import { cursorStoreContract } from './cursor-store.contract.ts';
import { dropBucketContract } from './drop-bucket.contract.ts';
import { dueStoreContract } from './due-store.contract.ts';
import { edgeContract } from './edge.contract.ts';
import { feedStoreContract } from './feed-store.contract.ts';
import { holderStoreContract } from './holder-store.contract.ts';
import { idempotencyStoreContract } from './idempotency-store.contract.ts';
import { jobStoreContract } from './job-store.contract.ts';
import { CONTRACT_ROOTS, keyringContract } from './keyring.contract.ts';
import { eventBusContract } from './event-bus.contract.ts';
import { mailerContract } from './mailer.contract.ts';
import { newsroomStoreContract } from './newsroom-store.contract.ts';
import { objectStoreContract } from './object-store.contract.ts';
import { partnerStoreContract } from './partner-store.contract.ts';
import { promptsContract } from './prompts.contract.ts';
import { queueDeskContract } from './queue-desk.contract.ts';
import { releaseIndexContract } from './release-index.contract.ts';
import { releaseStoreContract } from './release-store.contract.ts';
import { sampleHead, sampleVersion } from './samples.ts';
import { sourceStoreContract } from './source-store.contract.ts';
import { subscriptionStoreContract } from './subscription-store.contract.ts';
import { uploadFormsContract } from './upload-forms.contract.ts';

const QUEUES = ['uploads', 'changes', 'urgent', 'deliveries', 'bulk'] as const;
const ARRIVAL_MS = 10_000;

const isRemote = process.env['REMOTE'] === '1';
const local = isRemote ? undefined : await startLocalAws();
const aws = local ?? remoteAws(process.env);
const documents = makeDocumentClient(aws.place);
const s3 = makeS3Client(aws.place);
const sqs = makeSqsClient(aws.place);
const secrets = makeSecretsClient(aws.place);
const cloudfront = makeCloudFrontClient(aws.place);
const ses = makeSesClient(aws.place);
const events = makeEventBridgeClient(aws.place);

const onTable =
  <T>(factory: (options: { table: Table }) => T) =>
  async (): Promise<T> =>
    factory({ table: makeTable({ client: documents, tableName: await aws.emptyTable() }) });

afterAll(async () => {
  for (const client of [documents, s3, sqs, secrets, cloudfront, ses, events]) client.destroy();
  await aws.stop();
});

describe(
  `the AWS adapters, ${isRemote ? 'on AWS' : 'locally'}`,
  { timeout: isRemote ? 600_000 : 60_000 },
  () => {
    auditStoreContract({ make: onTable(makeDynamoAuditStore) });
    cursorStoreContract({ make: onTable(makeDynamoCursorStore) });
    dueStoreContract({ make: onTable(makeDynamoDueStore) });
    feedStoreContract({ make: onTable(makeDynamoFeedStore) });
    holderStoreContract({ make: onTable(makeDynamoHolderStore) });
    idempotencyStoreContract({ make: onTable(makeDynamoIdempotencyStore) });
    uploadFormsContract({
      make: async () => ({
        forms: makeS3UploadForms({ client: s3, bucket: await aws.emptyBucket(), clock: makeSystemClock() }),
        nowMs: Date.now,
      }),
    });
    it('takes what a form allows under its key, and no more', { timeout: 60_000 }, async () => {
      const bucket = await aws.emptyBucket();
      const forms = makeS3UploadForms({ client: s3, bucket, clock: makeSystemClock() });
      const { url, fields } = await forms.makeForm('incoming/blora/a b.md', { maxBytes: 5, seconds: 600 });
      const post = async (text: string, key = fields['key']!) => {
        const form = new FormData();
        for (const [name, value] of Object.entries({ ...fields, key })) form.append(name, value);
        form.append('file', new Blob([text]), 'a.md');
        return (await fetch(url, { method: 'POST', body: form })).status;
      };
      expect(await post('12345')).toBe(204);
      expect(await post('123456')).toBe(400);
      expect(await post('1', 'incoming/cepu/a.md')).toBe(403);
      const objects = makeS3ObjectStore({ client: s3, bucket });
      expect(await objects.list('', { limit: 9 })).toEqual(['incoming/blora/a b.md']);
    });
    jobStoreContract({ make: onTable(makeDynamoJobStore) });
    newsroomStoreContract({ make: onTable(makeDynamoNewsroomStore) });
    partnerStoreContract({ make: onTable(makeDynamoPartnerStore) });
    releaseStoreContract({ make: onTable(makeDynamoReleaseStore) });
    releaseIndexContract({
      async make() {
        const place = { client: documents, tableName: await aws.emptyTable() };
        const releases = makeDynamoReleaseStore({ table: makeTable(place) });
        return {
          index: makeDynamoReleaseIndex(place),
          async fill(ids) {
            for (const id of ids) {
              await releases.putVersion(sampleVersion(id, 1));
              await releases.putHead(sampleHead(id, 1), 0);
            }
          },
        };
      },
    });
    sourceStoreContract({ make: onTable(makeDynamoSourceStore) });
    subscriptionStoreContract({ make: onTable(makeDynamoSubscriptionStore) });
    objectStoreContract({
      make: async () => makeS3ObjectStore({ client: s3, bucket: await aws.emptyBucket() }),
    });
    dropBucketContract({
      async make() {
        const Bucket = await aws.emptyBucket();
        return {
          bucket: makeS3DropBucket({ client: s3, bucket: Bucket }),
          put: async (Key, Body) =>
            (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId ?? '',
          remove: async (Key) => (await s3.send(new DeleteObjectCommand({ Bucket, Key }))).VersionId ?? '',
          async removeVersion(Key, VersionId) {
            await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
          },
        };
      },
    });
    promptsContract({
      async make() {
        const urls = await Promise.all(
          QUEUES.map(async (name) => [name, await aws.emptyQueue(name)] as const),
        );
        const queueUrls: QueueUrls = {
          ...Object.fromEntries(urls),
          feeds: await aws.emptyQueue('feeds.fifo'),
        };
        return {
          prompts: makeSqsPrompts({ client: sqs, queueUrls }),
          received: async (queue, count) =>
            (await drain(sqs, queueUrls[queue] ?? '', count, ARRIVAL_MS)).map((body) => JSON.parse(body)),
        };
      },
    });
    edgeContract({
      async make() {
        const { id, invalidated } = await aws.distribution();
        const edge = makeCloudFrontEdge({ client: cloudfront, distributionId: id });
        return { edge, forgotten: async () => (await invalidated()).map((path) => path.replace(/\*$/, '')) };
      },
    });
    // On AWS nobody can look into the mailbox, or at a bus without a rule.
    if (local !== undefined) {
      const { outbox, eventLog } = local.aws;
      eventBusContract({
        make: () => ({
          bus: makeEventBridgeBus({ client: events, busName: 'news' }),
          told: () => eventLog.events.map(eventOf),
        }),
      });
      mailerContract({
        make: () => ({
          mailer: makeSesMailer({ client: ses, from: 'presswire@mail.example' }),
          sent: () => outbox.mails.map(({ to: [to = ''], subject, text }) => ({ to, subject, text })),
        }),
      });
    }
    queueDeskContract({
      async make() {
        const { queue, dead } = await aws.queueWithDead();
        const send = (QueueUrl: string, DelaySeconds = 0) =>
          sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}', DelaySeconds }));
        await Promise.all([send(queue), send(queue, 900), send(dead), send(dead)]);
        return makeSqsQueueDesk({ client: sqs, urls: [{ name: 'bulk', queue, dead }] });
      },
    });
    keyringContract({
      make: async () =>
        makeSecretKeyring({
          client: secrets,
          secretId: await aws.secretWith(JSON.stringify({ roots: CONTRACT_ROOTS })),
          clock: makeSystemClock(),
        }),
    });
  },
);

/** A logged event as it was given. */
function eventOf(event: LoggedEvent): BusEvent {
  return {
    type: eventTypeSchema.parse(event['detail-type']),
    at: event.time,
    uri: event.resources[0] ?? '',
    detail: JSON.stringify(event.detail),
  };
}
