import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeDynamoAuditStore } from '#adapters/aws/audit-store.ts';
import { makeDynamoCursorStore } from '#adapters/aws/cursor-store.ts';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeS3DropBucket } from '#adapters/aws/drop-bucket.ts';
import { makeDynamoDueStore } from '#adapters/aws/due-store.ts';
import { makeDynamoFeedStore } from '#adapters/aws/feed-store.ts';
import { makeDynamoHolderStore } from '#adapters/aws/holder-store.ts';
import { makeSecretKeyring } from '#adapters/aws/keyring.ts';
import { makeDynamoNewsroomStore } from '#adapters/aws/newsroom-store.ts';
import { makeS3ObjectStore } from '#adapters/aws/object-store.ts';
import { makeDynamoPartnerStore } from '#adapters/aws/partner-store.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeDynamoReleaseStore } from '#adapters/aws/release-store.ts';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { makeSecretsClient } from '#adapters/aws/secrets-client.ts';
import { makeDynamoSourceStore } from '#adapters/aws/source-store.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import { startLocalAws } from '../support/contract-aws.ts';
import {
  sampleAttempt,
  sampleDelivery,
  sampleDue,
  sampleEndpoint,
  sampleFormer,
  sampleHead,
  samplePartner,
  samplePointer,
  sampleVersion,
} from './samples.ts';

const calls: string[] = [];
const local = await startLocalAws({
  // Asked when a call arrives, so before its answer; `onCall` may be told only after the client has gone on.
  faults: ({ name }) => {
    calls.push(name);
    return undefined;
  },
});
const documents = makeDocumentClient(local.place);
const s3 = makeS3Client(local.place);
const sqs = makeSqsClient(local.place);
const secrets = makeSecretsClient(local.place);

const table = makeTable({ client: documents, tableName: await local.emptyTable() });
const releases = makeDynamoReleaseStore({ table });
const sources = makeDynamoSourceStore({ table });
const feeds = makeDynamoFeedStore({ table });
const partners = makeDynamoPartnerStore({ table });
const newsrooms = makeDynamoNewsroomStore({ table });
const holders = makeDynamoHolderStore({ table });
const dues = makeDynamoDueStore({ table });
const cursors = makeDynamoCursorStore({ table });
const audit = makeDynamoAuditStore({ table });
const objects = makeS3ObjectStore({ client: s3, bucket: await local.emptyBucket() });
const dropBucket = await local.emptyBucket();
const drop = makeS3DropBucket({ client: s3, bucket: dropBucket });
const prompts = makeSqsPrompts({ client: sqs, queueUrls: { changes: await local.emptyQueue('changes') } });
const keyring = makeSecretKeyring({
  client: secrets,
  secretId: await local.secretWith(JSON.stringify({ id: 'r1', secret: 'x'.repeat(32) })),
  clock: makeSystemClock(),
});

const AT = '2025-01-14T02:04:11Z';
const desk = { id: 'blora', name: 'Blora', host: 'b.example', timezone: 'Asia/Jakarta', language: 'id' };
const token = { tokenHash: 't', role: 'operator', subject: '*', createdAt: AT } as const;
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `blora/r${index}`);
const prompt = (releaseId: string) => ({ prompt: 'announce', releaseId }) as const;
const holder = { releaseId: 'blora/x', endpointId: 'ep1', rev: 1 };
const page = { body: 'x', contentType: 'text/html' };
const state = { feedId: 'network', rev: 1, etags: {}, builtThrough: 0, distributed: {} };

/** Each port's call, and the calls to AWS that it is made of. In this order, so that lists find something. */
const COSTS: [call: string, run: () => Promise<unknown>, cost: string][] = [
  ['ReleaseStore.putHead', () => releases.putHead(sampleHead('blora/x', 1), 0), 'PutItem'],
  ['ReleaseStore.getHead', () => releases.getHead('blora/x'), 'GetItem'],
  ['ReleaseStore.getHeads of 100', () => releases.getHeads(ids(100)), 'BatchGetItem'],
  ['ReleaseStore.getHeads of 101', () => releases.getHeads(ids(101)), '2 BatchGetItem'],
  ['ReleaseStore.putVersion', () => releases.putVersion(sampleVersion('blora/x', 1)), 'PutItem'],
  ['ReleaseStore.getVersion', () => releases.getVersion('blora/x', 1), 'GetItem'],
  [
    'ReleaseStore.getVersions',
    () => releases.getVersions([{ releaseId: 'blora/x', version: 1 }]),
    'BatchGetItem',
  ],
  ['SourceStore.putSource', () => sources.putSource({ key: 'k', rev: 1 }, 0), 'PutItem'],
  ['SourceStore.getSource', () => sources.getSource('k'), 'GetItem'],
  [
    'SourceStore.putClaim',
    () => sources.putClaim({ hash: 'h', newsroom: 'b', releaseId: 'b/x', rev: 1 }, 0),
    'PutItem',
  ],
  ['SourceStore.getClaim', () => sources.getClaim('h', 'b'), 'GetItem'],
  ['SourceStore.listClaims', () => sources.listClaims('h'), '2 Query'],
  ['SourceStore.putKilled', () => sources.putKilled({ hash: 'h', releaseId: 'b/x', at: AT }), 'PutItem'],
  ['SourceStore.getKilled', () => sources.getKilled('h'), 'GetItem'],
  ['FeedStore.putPointer', () => feeds.putPointer(samplePointer('blora/x', AT)), 'PutItem'],
  ['FeedStore.listPointers', () => feeds.listPointers('n/blora', { limit: 50 }), 'Query'],
  ['FeedStore.removePointer', () => feeds.removePointer(samplePointer('blora/x', AT)), 'DeleteItem'],
  ['FeedStore.putState', () => feeds.putState(state, 0), 'PutItem'],
  ['FeedStore.getState', () => feeds.getState('network'), 'GetItem'],
  ['PartnerStore.putPartner, new', () => partners.putPartner(samplePartner('kabar', 1), 0), '2 PutItem'],
  ['PartnerStore.putPartner, changed', () => partners.putPartner(samplePartner('kabar', 2), 1), 'PutItem'],
  ['PartnerStore.getPartner', () => partners.getPartner('kabar'), 'GetItem'],
  ['PartnerStore.listPartners', () => partners.listPartners(), 'BatchGetItem, Query'],
  ['PartnerStore.removePartner', () => partners.removePartner('kabar'), '2 DeleteItem'],
  ['PartnerStore.putEndpoint', () => partners.putEndpoint(sampleEndpoint('ep1', 1), 0), 'PutItem'],
  ['PartnerStore.getEndpoint', () => partners.getEndpoint('ep1'), 'GetItem'],
  ['PartnerStore.listEndpoints', () => partners.listEndpoints(0), 'Query'],
  ['PartnerStore.removeEndpoint', () => partners.removeEndpoint('ep1'), 'DeleteItem'],
  ['PartnerStore.putFormerEndpoint', () => partners.putFormerEndpoint(sampleFormer('ep1')), 'PutItem'],
  ['PartnerStore.getFormerEndpoint', () => partners.getFormerEndpoint('ep1'), 'GetItem'],
  [
    'PartnerStore.putHealth',
    () => partners.putHealth({ endpointId: 'ep1', rev: 1, failuresInRow: 0 }, 0),
    'PutItem',
  ],
  ['PartnerStore.getHealth', () => partners.getHealth('ep1'), 'GetItem'],
  ['PartnerStore.putToken', () => partners.putToken(token), '2 PutItem'],
  ['PartnerStore.getToken', () => partners.getToken('t'), 'GetItem'],
  ['PartnerStore.listTokens', () => partners.listTokens(), 'BatchGetItem, Query'],
  ['PartnerStore.removeToken', () => partners.removeToken('t'), '2 DeleteItem'],
  ['NewsroomStore.putNewsroom', () => newsrooms.putNewsroom(desk), '2 PutItem'],
  ['NewsroomStore.getNewsroom', () => newsrooms.getNewsroom('blora'), 'GetItem'],
  ['NewsroomStore.listNewsrooms', () => newsrooms.listNewsrooms(), 'BatchGetItem, Query'],
  ['HolderStore.putHolder', () => holders.putHolder(holder, 0), 'PutItem'],
  ['HolderStore.getHolder', () => holders.getHolder('blora/x', 'ep1'), 'GetItem'],
  ['HolderStore.listHolders', () => holders.listHolders('blora/x'), '8 Query'],
  ['HolderStore.removeHolder', () => holders.removeHolder(holder), 'DeleteItem'],
  ['HolderStore.putParked', () => holders.putParked('ep1', 'blora/x'), 'PutItem'],
  ['HolderStore.listParked', () => holders.listParked('ep1'), 'Query'],
  ['HolderStore.removeParked', () => holders.removeParked('ep1', 'blora/x'), 'DeleteItem'],
  ['HolderStore.putDelivery', () => holders.putDelivery(sampleDelivery('d', AT)), 'PutItem'],
  ['HolderStore.getDelivery', () => holders.getDelivery('ep1', AT, 'd'), 'GetItem'],
  ['HolderStore.listDeliveries', () => holders.listDeliveries('ep1', { limit: 5 }), 'Query'],
  ['HolderStore.putAttempt', () => holders.putAttempt(sampleAttempt('d', 1)), 'PutItem'],
  ['HolderStore.listAttempts', () => holders.listAttempts('ep1', 'd'), 'Query'],
  ['DueStore.putDue', () => dues.putDue(sampleDue('blora/x', AT)), 'PutItem'],
  ['DueStore.listDue', () => dues.listDue(0, AT, 100), 'Query'],
  ['DueStore.removeDue', () => dues.removeDue(sampleDue('blora/x', AT)), 'DeleteItem'],
  ['CursorStore.putCursor', () => cursors.putCursor('keys', 'x'), 'PutItem'],
  ['CursorStore.getCursor', () => cursors.getCursor('keys'), 'GetItem'],
  [
    'AuditStore.append',
    () => audit.append({ at: AT, id: 'a', actor: 'o', action: 'kill', subject: 's' }),
    'PutItem',
  ],
  ['AuditStore.list', () => audit.list('2025-01-14', { limit: 5 }), 'Query'],
  ['ObjectStore.put', () => objects.put('x', page, 'ifAbsent'), 'PutObject'],
  ['ObjectStore.put, refused', () => objects.put('x', page, 'ifAbsent'), 'PutObject'],
  ['ObjectStore.head', () => objects.head('x'), 'HeadObject'],
  ['ObjectStore.get', () => objects.get('x'), 'GetObject'],
  ['ObjectStore.list', () => objects.list('', { limit: 1000 }), 'ListObjectsV2'],
  ['DropBucket.listVersions', () => drop.listVersions('x'), 'ListObjectVersions'],
  [
    'DropBucket.read',
    () => drop.read('x', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 10).catch(() => 0),
    'GetObject',
  ],
  ['DropBucket.listNewest', () => drop.listNewest('', { limit: 500 }), 'ListObjectVersions'],
  ['Prompts.send of 10', () => prompts.send('changes', ids(10).map(prompt)), 'SendMessageBatch'],
  ['Prompts.send of 11', () => prompts.send('changes', ids(11).map(prompt)), '2 SendMessageBatch'],
  ['Prompts.send of none', () => prompts.send('changes', []), ''],
  ['Keyring.roots', () => keyring.roots(), 'GetSecretValue'],
  ['Keyring.roots, again', () => keyring.roots(), ''],
];

/** `2 PutItem`, several operations in alphabetical order. */
function billOf(operations: readonly string[]): string {
  const counts = Map.groupBy(operations.toSorted(), (operation) => operation);
  return [...counts].map(([name, all]) => (all.length === 1 ? name : `${all.length} ${name}`)).join(', ');
}

beforeAll(async () => {
  // More keys than a page holds that begin as `x` does.
  const keys = Array.from({ length: 1001 }, (_, index) => `x${index}`);
  await forEachBounded(keys, 50, async (Key) => {
    await s3.send(new PutObjectCommand({ Bucket: dropBucket, Key, Body: '' }));
  });
});
beforeEach(() => {
  calls.length = 0;
});
afterAll(async () => {
  for (const client of [documents, s3, sqs, secrets]) client.destroy();
  await local.stop();
});

describe('what a call of a port costs', () => {
  it.each(COSTS)('%s', async (_, run, cost) => {
    await run();
    expect(billOf(calls)).toBe(cost);
  });
});
