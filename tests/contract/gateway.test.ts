import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startAws, type Aws } from '../../local/aws.ts';
import type { CallRecord } from '../../local/gateway/call-record.ts';
import { listenAt } from '../../local/gateway/door.ts';
import type { Fault } from '../../local/gateway/fault.ts';
import type { ResourcePolicy } from '../../local/iam/resource-policies.ts';
import { parsePolicy } from '../../local/iam/statement.ts';
import { makeAwsSigner, type SignedRequest, type Unsigned } from '../support/aws-signer.ts';

const SECRET_ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:keyring-local1';
const TABLE = {
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
};

let aws: Aws;
let queueUrl: string;
let offsetMs = 0;
let calls: CallRecord[] = [];
let faults: Fault[] = [];
const bugs: unknown[] = [];

beforeAll(async () => {
  aws = await startAws({
    now: () => Date.now() + offsetMs,
    onCall: (record) => calls.push(record),
    onBug: (error) => bugs.push(error),
    maxBodyBytes: 1024 * 1024,
  });
  aws.createBucket('drop', { versioned: true });
  aws.createBucket('site', {
    cors: [
      {
        allowedOrigins: ['http://127.0.0.1:8080'],
        allowedMethods: ['POST', 'GET'],
        allowedHeaders: ['*'],
        exposedHeaders: ['ETag'],
      },
    ],
  });
  queueUrl = aws.createQueue('uploads');
  await aws.createTable('main', TABLE);
  aws.createSecret(SECRET_ARN, { SecretString: 'keys' });
});
beforeEach(() => {
  calls = [];
  faults = [];
  offsetMs = 0;
  aws.setFaults(() => faults.shift());
  aws.setPolicies({ principals: new Map(), resourcePolicies: [] });
});
afterAll(async () => {
  await aws.stop();
});

/** A function of the stack, with the statements of its role. */
const grant = (statements: object[], resourcePolicies: ResourcePolicy[] = []) => {
  const credentials = aws.accessKey('ingest');
  const principal = {
    arn: `arn:aws:sts::${aws.account}:assumed-role/ingest/ingest`,
    policyArn: `arn:aws:iam::${aws.account}:role/ingest`,
    account: aws.account,
    statements: parsePolicy({ Statement: statements }, 'IngestPolicy'),
  };
  aws.setPolicies({ principals: new Map([[credentials.accessKeyId, principal]]), resourcePolicies });
  return { ...aws.clientConfig, credentials, maxAttempts: 1 };
};
const allow = (Action: string | string[], Resource: string | string[]) => ({
  Effect: 'Allow',
  Action,
  Resource,
});

/** What an SDK makes of a refusal: its name, its status and how often it asked. */
const failure = async (work: Promise<unknown>) => {
  try {
    return await work;
  } catch (error) {
    const { name, $metadata: metadata } = error as { name: string; $metadata?: { httpStatusCode: number } };
    return `${name} ${metadata?.httpStatusCode}`;
  }
};
const send = ({ method, target, headers, body }: SignedRequest, origin = aws.endpoint) => {
  const { host: _, ...rest } = headers;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return fetch(`${origin}${target}`, {
    method,
    headers: rest,
    ...(hasBody ? { body: new Uint8Array(Buffer.from(body)) } : {}),
  });
};
const codeOf = async (response: Response) =>
  `${response.status} ${/<Code>(\w+)/.exec(await response.text())?.[1]}`;

describe('signatures', () => {
  const wrong = () => ({
    ...aws.clientConfig,
    maxAttempts: 1,
    credentials: { ...aws.credentials, secretAccessKey: 'wrong' },
  });
  const stranger = () => ({
    ...aws.clientConfig,
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIDSTRANGER', secretAccessKey: 'a' },
  });
  const get = { Bucket: 'drop', Key: 'a' };
  const item = { TableName: 'main', Key: { pk: { S: 'a' } } };

  it('wrong ones have the name that each service gives them', async () => {
    const config = wrong();
    expect(await failure(new S3Client(config).send(new GetObjectCommand(get)))).toBe(
      'SignatureDoesNotMatch 403',
    );
    expect(
      await failure(
        new SQSClient(config).send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'a' })),
      ),
    ).toBe('SignatureDoesNotMatch 403');
    expect(await failure(new DynamoDBClient(config).send(new GetItemCommand(item)))).toBe(
      'InvalidSignatureException 400',
    );
    expect(
      await failure(
        new SecretsManagerClient(config).send(new GetSecretValueCommand({ SecretId: 'keyring' })),
      ),
    ).toBe('InvalidSignatureException 400');
  });
  it('unknown keys have the name that each service gives them', async () => {
    const config = stranger();
    expect(
      await failure(
        new SQSClient(config).send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'a' })),
      ),
    ).toBe('InvalidClientTokenId 403');
    expect(await failure(new DynamoDBClient(config).send(new GetItemCommand(item)))).toBe(
      'UnrecognizedClientException 400',
    );
    expect(
      await failure(
        new SecretsManagerClient(config).send(new GetSecretValueCommand({ SecretId: 'keyring' })),
      ),
    ).toBe('UnrecognizedClientException 400');
  });
  it('S3 lets a program on this machine in with any key, and no page of a browser', async () => {
    const s3 = new S3Client(stranger());
    await s3.send(new PutObjectCommand({ Bucket: 'drop', Key: 'visited', Body: 'by hand' }));
    const got = await s3.send(new GetObjectCommand({ Bucket: 'drop', Key: 'visited' }));
    expect(await got.Body?.transformToString()).toBe('by hand');

    const signer = makeAwsSigner('s3', stranger().credentials, aws.endpoint);
    const read = { method: 'GET', path: '/drop/visited' };
    expect(await codeOf(await send(await signer.presign(read, new Date(), 60)))).toBe(
      '403 InvalidAccessKeyId',
    );
    const signed = await signer.sign(read, new Date());
    expect((await send(signed)).status).toBe(200);
    for (const mark of [{ origin: 'https://elsewhere.example' }, { referer: 'https://elsewhere.example/' }]) {
      const response = await send({ ...signed, headers: { ...signed.headers, ...mark } });
      expect(await codeOf(response)).toBe('403 InvalidAccessKeyId');
    }
  });
  it('an unsigned request is nobody: S3 denies, DynamoDB asks for a token', async () => {
    expect(await codeOf(await fetch(`${aws.endpoint}/drop/a`))).toBe('403 AccessDenied');
    const headers = {
      'x-amz-target': 'DynamoDB_20120810.GetItem',
      'content-type': 'application/x-amz-json-1.0',
    };
    const response = await fetch(aws.endpoint, { method: 'POST', headers, body: JSON.stringify(item) });
    expect(await response.json()).toMatchObject({
      __type: 'com.amazon.coral.service#MissingAuthenticationTokenException',
    });
  });
  it('a stream of chunks arrives, with the checksum behind it', async () => {
    const s3 = new S3Client(aws.clientConfig);
    const Body = Readable.from([Buffer.from('one '), Buffer.from('two '), Buffer.from('three')]);
    await s3.send(
      new PutObjectCommand({
        Bucket: 'drop',
        Key: 'streamed',
        Body,
        ContentLength: 13,
        ContentType: 'text/plain',
      }),
    );
    const got = await s3.send(
      new GetObjectCommand({ Bucket: 'drop', Key: 'streamed', ChecksumMode: 'ENABLED' }),
    );
    expect(await got.Body?.transformToString()).toBe('one two three');
    expect(got.ChecksumCRC32).toMatch(/=$/);
    expect(got.ContentEncoding).toBe(undefined);
  });
  it('keys keep what a URL parser would take away', async () => {
    const s3 = new S3Client(aws.clientConfig);
    for (const Key of ['a/../b', './a', 'a//b', 'a%2Fb', 'ü +&?#.md', "!'()*~"]) {
      await s3.send(new PutObjectCommand({ Bucket: 'drop', Key, Body: Key }));
      const got = await s3.send(new GetObjectCommand({ Bucket: 'drop', Key }));
      expect(await got.Body?.transformToString()).toBe(Key);
    }
  });
});

describe('presigned', () => {
  const signer = () => makeAwsSigner('s3', aws.credentials, aws.endpoint);
  const presign = (request: Unsigned, seconds = 60) => signer().presign(request, new Date(), seconds);

  it('a URL puts and gets', async () => {
    const headers = { 'x-amz-meta-note': 'n' };
    const put = await presign({ method: 'PUT', path: '/drop/presigned', headers, body: 'hello' });
    expect((await send(put)).status).toBe(200);
    const got = await send(await presign({ method: 'GET', path: '/drop/presigned' }));
    expect([await got.text(), got.headers.get('x-amz-meta-note')]).toEqual(['hello', 'n']);
  });
  it('a URL is of no use for anything else, nor later', async () => {
    const get = await presign({ method: 'GET', path: '/drop/presigned' });
    expect(await codeOf(await send({ ...get, method: 'PUT' }))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await send({ ...get, target: get.target.replace('presigned', 'other') }))).toBe(
      '403 SignatureDoesNotMatch',
    );
    offsetMs = 61_000;
    expect(await codeOf(await send(get))).toBe('403 AccessDenied');
  });
  it('a URL gives no more than its signer has', async () => {
    const { credentials } = grant([allow('s3:GetObject', 'arn:aws:s3:::drop/public/*')]);
    const own = makeAwsSigner('s3', credentials, aws.endpoint);
    const url = await own.presign({ method: 'GET', path: '/drop/presigned' }, new Date(), 60);
    expect(await codeOf(await send(url))).toBe('403 AccessDenied');
  });

  const formOf = async (key: string, extra: Record<string, string> = {}, credentials = aws.credentials) => {
    const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const fields = {
      key,
      'x-amz-algorithm': 'AWS4-HMAC-SHA256',
      'x-amz-credential': `${credentials.accessKeyId}/${date.slice(0, 8)}/us-east-1/s3/aws4_request`,
      'x-amz-date': date,
    };
    const conditions = [
      { bucket: 'site' },
      ['starts-with', '$key', 'incoming/'],
      ['content-length-range', 1, 10],
      ...Object.entries(fields)
        .filter(([name]) => name !== 'key')
        .map(([name, value]) => ({ [name]: value })),
    ];
    const expiration = new Date(Date.now() + 60_000).toISOString();
    const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64');
    const signature = await makeAwsSigner('s3', credentials, aws.endpoint).signText(policy, new Date());
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, ...extra, policy, 'x-amz-signature': signature }))
      form.set(name, value);
    return form;
  };
  const post = (form: FormData, text: string) => {
    form.set('file', new Blob([text]), 'a.md');
    return fetch(`${aws.endpoint}/site`, { method: 'POST', body: form });
  };

  it('a form uploads', async () => {
    expect((await post(await formOf('incoming/${filename}'), 'hello')).status).toBe(204);
    const get = new GetObjectCommand({ Bucket: 'site', Key: 'incoming/a.md' });
    const got = await new S3Client(aws.clientConfig).send(get);
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(calls.find(({ operation }) => operation === 'PostObject')).toMatchObject({
      resource: 'arn:aws:s3:::site/incoming/a.md',
      principal: 'arn:aws:iam::000000000000:user/local',
    });
  });
  it('a form uploads nothing but what its policy says', async () => {
    expect(await codeOf(await post(await formOf('elsewhere/a.md'), 'hello'))).toBe('403 AccessDenied');
    expect(await codeOf(await post(await formOf('incoming/a.md'), 'far too long'))).toBe(
      '400 EntityTooLarge',
    );
    expect(await codeOf(await post(await formOf('incoming/a.md', { acl: 'public-read' }), 'hello'))).toBe(
      '403 AccessDenied',
    );
    const forged = await formOf('incoming/a.md', {}, { ...aws.credentials, secretAccessKey: 'wrong' });
    expect(await codeOf(await post(forged, 'hello'))).toBe('403 SignatureDoesNotMatch');
    const unsigned = new FormData();
    unsigned.set('key', 'incoming/a.md');
    expect(await codeOf(await post(unsigned, 'hello'))).toBe('403 AccessDenied');
  });
});

describe('a function may only what its role says', () => {
  it('each service says no in its own way, once', async () => {
    const config = grant([]);
    const s3 = new S3Client(config);
    expect(await failure(s3.send(new GetObjectCommand({ Bucket: 'drop', Key: 'a' })))).toBe(
      'AccessDenied 403',
    );
    expect(await failure(s3.send(new HeadObjectCommand({ Bucket: 'drop', Key: 'a' })))).toMatch(/^\w+ 403$/);
    expect(
      await failure(
        new SQSClient(config).send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'a' })),
      ),
    ).toBe('AccessDenied 403');
    expect(
      await failure(
        new DynamoDBClient(config).send(new GetItemCommand({ TableName: 'main', Key: { pk: { S: 'a' } } })),
      ),
    ).toBe('AccessDeniedException 400');
    expect(
      await failure(
        new SecretsManagerClient(config).send(new GetSecretValueCommand({ SecretId: SECRET_ARN })),
      ),
    ).toBe('AccessDeniedException 400');
    expect(calls.map(({ action, code }) => `${action} ${code}`)).toEqual([
      's3:GetObject AccessDenied',
      's3:GetObject AccessDenied',
      'sqs:SendMessage AccessDenied',
      'dynamodb:GetItem AccessDenied',
      'secretsmanager:GetSecretValue AccessDenied',
    ]);
  });
  it('the refusal says who lacks what and where', async () => {
    const s3 = new S3Client(grant([]));
    await expect(s3.send(new PutObjectCommand({ Bucket: 'drop', Key: 'a', Body: '' }))).rejects.toThrow(
      /assumed-role\/ingest\/ingest is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::drop\/a"/,
    );
  });
  it('tells of a missing object only to those who may list', async () => {
    const missing = new GetObjectCommand({ Bucket: 'drop', Key: 'missing' });
    const read = allow('s3:GetObject', 'arn:aws:s3:::drop/*');
    expect(await failure(new S3Client(grant([read])).send(missing))).toBe('AccessDenied 403');
    const list = allow('s3:ListBucket', 'arn:aws:s3:::drop');
    expect(await failure(new S3Client(grant([read, list])).send(missing))).toBe('NoSuchKey 404');
  });
  it('a conditional write also reads', async () => {
    const put = new PutObjectCommand({ Bucket: 'drop', Key: 'conditional', Body: 'a', IfMatch: '"e"' });
    const write = allow('s3:PutObject', 'arn:aws:s3:::drop/*');
    expect(await failure(new S3Client(grant([write])).send(put))).toBe('AccessDenied 403');
    const read = allow('s3:GetObject', 'arn:aws:s3:::drop/*');
    expect(await failure(new S3Client(grant([write, read])).send(put))).toMatch(/^(NoSuchKey|NotFound) 404$/);
  });
  it('a copy reads its source, and hides a missing one', async () => {
    const copy = new CopyObjectCommand({ Bucket: 'drop', Key: 'copy', CopySource: 'site/missing' });
    const write = allow('s3:PutObject', 'arn:aws:s3:::drop/*');
    expect(await failure(new S3Client(grant([write])).send(copy))).toBe('AccessDenied 403');
    const read = allow('s3:GetObject', 'arn:aws:s3:::site/*');
    expect(await failure(new S3Client(grant([write, read])).send(copy))).toBe('AccessDenied 403');
    const list = allow('s3:ListBucket', 'arn:aws:s3:::site');
    expect(await failure(new S3Client(grant([write, read, list])).send(copy))).toBe('NoSuchKey 404');
  });
  it('a listing can be bound to a prefix', async () => {
    const statement = {
      ...allow('s3:ListBucket', 'arn:aws:s3:::drop'),
      Condition: { StringLike: { 's3:prefix': 'incoming/*' } },
    };
    const s3 = new S3Client(grant([statement]));
    expect(await failure(s3.send(new ListObjectsV2Command({ Bucket: 'drop' })))).toBe('AccessDenied 403');
    const listed = await s3.send(new ListObjectsV2Command({ Bucket: 'drop', Prefix: 'incoming/blora/' }));
    expect(listed.KeyCount).toBe(0);
  });
  it('many keys are deleted one by one', async () => {
    const admin = new S3Client(aws.clientConfig);
    for (const Key of ['many/a', 'many/b & c', 'kept/d'])
      await admin.send(new PutObjectCommand({ Bucket: 'site', Key, Body: 'x' }));
    const s3 = new S3Client(grant([allow('s3:DeleteObject', 'arn:aws:s3:::site/many/*')]));
    const remove = (...keys: string[]) =>
      s3.send(
        new DeleteObjectsCommand({ Bucket: 'site', Delete: { Objects: keys.map((Key) => ({ Key })) } }),
      );
    const some = await remove('many/a', 'many/b & c', 'kept/d');
    expect(some.Deleted?.map(({ Key }) => Key)).toEqual(['many/a', 'many/b & c']);
    expect(some.Errors).toEqual([expect.objectContaining({ Key: 'kept/d', Code: 'AccessDenied' })]);
    const none = await remove('kept/d');
    expect(none.Errors).toHaveLength(1);
    const left = await admin.send(new ListObjectsV2Command({ Bucket: 'site', Prefix: 'kept/' }));
    expect(left.KeyCount).toBe(1);
  });
  it('a bucket can let everyone read, and deny a function', async () => {
    const statement = (more: object) => ({
      attachedTo: 'arn:aws:s3:::site',
      statements: parsePolicy(
        { Statement: [{ Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::site/*', ...more }] },
        'SitePolicy',
      ),
    });
    await new S3Client(aws.clientConfig).send(
      new PutObjectCommand({ Bucket: 'site', Key: 'page', Body: 'page' }),
    );
    const get = new GetObjectCommand({ Bucket: 'site', Key: 'page' });
    const config = grant([], [statement({ Effect: 'Allow' })]);
    expect((await fetch(`${aws.endpoint}/site/page`)).status).toBe(200);
    expect(await (await new S3Client(config).send(get)).Body?.transformToString()).toBe('page');
    const denied = grant([allow('s3:*', '*')], [statement({ Effect: 'Deny' })]);
    expect(await failure(new S3Client(denied).send(get))).toBe('AccessDenied 403');
  });
});

describe('CORS', () => {
  const origin = 'http://127.0.0.1:8080';
  const preflight = (headers: Record<string, string>, bucket = 'site') =>
    fetch(`${aws.endpoint}/${bucket}`, { method: 'OPTIONS', headers });

  it('a page of an allowed origin may post, and read the answer', async () => {
    const allowed = await preflight({
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'x-a',
    });
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
    const refused = await fetch(`${aws.endpoint}/site/nothing`, { headers: { origin } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, origin]);
  });
  it.each([
    ['another origin', { origin: 'http://evil.example', 'access-control-request-method': 'POST' }, 'site'],
    ['another method', { origin, 'access-control-request-method': 'DELETE' }, 'site'],
    ['a bucket without rules', { origin, 'access-control-request-method': 'POST' }, 'drop'],
  ])('%s may not', async (_, headers, bucket) => {
    const response = await preflight(headers, bucket);
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });
});

describe('faults', () => {
  const put = (Key: string) => new PutObjectCommand({ Bucket: 'drop', Key, Body: 'x' });

  it('an SDK tries again after a throttle and an error', async () => {
    faults = [{ kind: 'throttle' }, { kind: 'error' }];
    const { $metadata } = await new S3Client(aws.clientConfig).send(put('retried'));
    expect($metadata.attempts).toBe(3);
    expect(calls.map(({ status, code }) => [status, code])).toEqual([
      [503, 'SlowDown'],
      [500, 'InternalError'],
      [200, undefined],
    ]);
  });
  it.each<[string, Fault, string]>([
    ['throttle', { kind: 'throttle' }, 'ThrottlingException 400'],
    [
      'an error of one’s own',
      { kind: 'error', status: 400, code: 'ProvisionedThroughputExceededException' },
      'ProvisionedThroughputExceededException 400',
    ],
  ])('DynamoDB: %s', async (_, fault, expected) => {
    faults = [fault];
    const client = new DynamoDBClient({ ...aws.clientConfig, maxAttempts: 1 });
    expect(
      await failure(client.send(new GetItemCommand({ TableName: 'main', Key: { pk: { S: 'a' } } }))),
    ).toBe(expected);
  });
  it('a reply is lost after the effect', async () => {
    faults = [{ kind: 'lost-reply' }];
    const client = new S3Client({ ...aws.clientConfig, maxAttempts: 1 });
    await expect(client.send(put('lost'))).rejects.toThrow(/ECONNRESET|socket hang up|aborted/);
    expect(calls).toEqual([expect.objectContaining({ operation: 'PutObject', status: 0 })]);
    const got = await client.send(new GetObjectCommand({ Bucket: 'drop', Key: 'lost' }));
    expect(await got.Body?.transformToString()).toBe('x');
  });
  it('latency delays the effect', async () => {
    faults = [{ kind: 'latency', ms: 50 }];
    await new S3Client(aws.clientConfig).send(put('late'));
    expect(calls[0]?.ms).toBeGreaterThanOrEqual(49);
  });
});

describe('counting', () => {
  it('tells of each call with what it consumed', async () => {
    const client = new DynamoDBClient(aws.clientConfig);
    const put = await client.send(
      new PutItemCommand({ TableName: 'main', Item: { pk: { S: 'a' }, text: { S: 'x'.repeat(4500) } } }),
    );
    await client.send(
      new GetItemCommand({ TableName: 'main', Key: { pk: { S: 'a' } }, ConsistentRead: true }),
    );
    const asked = await client.send(
      new GetItemCommand({ TableName: 'main', Key: { pk: { S: 'a' } }, ReturnConsumedCapacity: 'TOTAL' }),
    );
    expect(put.ConsumedCapacity).toBe(undefined);
    expect(asked.ConsumedCapacity?.CapacityUnits).toBe(1);
    expect(calls.map(({ operation, capacity }) => [operation, capacity])).toEqual([
      ['PutItem', [{ table: 'main', kind: 'write', units: 5 }]],
      ['GetItem', [{ table: 'main', kind: 'read', units: 2 }]],
      ['GetItem', [{ table: 'main', kind: 'read', units: 1 }]],
    ]);
  });
  it('gives every answer its id', async () => {
    const { $metadata } = await new SQSClient(aws.clientConfig).send(
      new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'a' }),
    );
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    const response = await fetch(`${aws.endpoint}/drop/a`);
    const id = response.headers.get('x-amz-request-id');
    expect(id).toMatch(/^[0-9A-F]{16}$/);
    expect(await response.text()).toContain(`<RequestId>${id}</RequestId>`);
  });
});

describe('what else is at the endpoint', () => {
  const sign = (service: string, request: Unsigned) =>
    makeAwsSigner('sqs', aws.credentials, aws.endpoint).sign(request, new Date(), service);
  it('STS says who asks', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    const response = await send(await sign('sts', { method: 'POST', path: '/', headers, body }));
    expect(await response.text()).toContain('<Arn>arn:aws:iam::000000000000:user/local</Arn>');
  });
  it('CloudFront takes an invalidation', async () => {
    const body =
      '<InvalidationBatch xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Paths><Quantity>2</Quantity><Items><Path>/n/a*</Path><Path>/b</Path></Items></Paths><CallerReference>r</CallerReference></InvalidationBatch>';
    const path = '/2020-05-31/distribution/E1/invalidation';
    const response = await send(await sign('cloudfront', { method: 'POST', path, body }));
    expect([response.status, await response.text()]).toEqual([
      201,
      expect.stringContaining('<Status>Completed</Status>'),
    ]);
    expect(aws.cloudfront.invalidations.at(-1)).toMatchObject({ distribution: 'E1', paths: ['/n/a*', '/b'] });
  });
  it('SES takes a plain text, and refuses what it would not write down', async () => {
    const path = '/v2/email/outbound-emails';
    const mail = (Body: object) =>
      JSON.stringify({
        FromEmailAddress: 'presswire@mail.example',
        Destination: { ToAddresses: ['web@kabar.example'] },
        Content: { Simple: { Subject: { Data: 'Hello', Charset: 'UTF-8' }, Body } },
      });
    const post = async (body: string) => send(await sign('ses', { method: 'POST', path, body }));
    const taken = await post(mail({ Text: { Data: 'Text', Charset: 'UTF-8' } }));
    const { MessageId: id } = (await taken.json()) as { MessageId: string };
    expect(aws.outbox.mails).toEqual([expect.objectContaining({ id, subject: 'Hello', text: 'Text' })]);
    for (const body of [mail({ Html: { Data: '<p>' } }), '{}', '[', mail({})]) {
      const refused = await post(body);
      expect([refused.status, refused.headers.get('x-amzn-errortype')]).toEqual([
        400,
        expect.stringMatching(/^(BadRequest|Serialization)Exception$/),
      ]);
    }
    const other = await send(await sign('ses', { method: 'GET', path: '/v2/email/account' }));
    expect(other.status).toBe(501);
    expect(aws.outbox.mails).toHaveLength(1);
  });
  it('another service is refused by name', async () => {
    const response = await send(await sign('sns', { method: 'POST', path: '/', body: 'Action=Publish' }));
    expect(await response.text()).toContain('The service sns is not run locally');
  });
});

describe('the door', () => {
  it('is on the loopback and keeps a request until there is an answer', async () => {
    const door = await listenAt(0);
    const early = fetch(door.endpoint);
    door.open((_, response) => response.end('here'));
    expect(await (await early).text()).toBe('here');
    expect(door.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await door.close();
  });
  it('says which port is taken', async () => {
    await expect(listenAt(aws.port)).rejects.toThrow(new RegExp(`port ${aws.port} .* is in use`));
  });
  it('a client that goes away in the middle of a body harms nobody', async () => {
    const before = calls.length;
    const socket = connect(aws.port, '127.0.0.1');
    await new Promise<void>((resolve) => {
      socket.write('PUT /drop/a HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf', () => resolve());
    });
    socket.resetAndDestroy();
    await new S3Client(aws.clientConfig).send(
      new PutObjectCommand({ Bucket: 'drop', Key: 'after', Body: 'x' }),
    );
    expect(calls.slice(before).map(({ operation }) => operation)).toEqual(['PutObject']);
  });
  it('a long poll ends with its client', async () => {
    const url = aws.createQueue('empty');
    const polled = Promise.withResolvers<void>();
    aws.setFaults(() => {
      polled.resolve();
      return undefined;
    });
    const gone = new AbortController();
    const poll = new SQSClient({ ...aws.clientConfig, maxAttempts: 1 }).send(
      new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }),
      { abortSignal: gone.signal },
    );
    await polled.promise;
    gone.abort();
    await expect(poll).rejects.toThrow(/abort/i);
    await vi.waitFor(() => expect(calls.map(({ operation }) => operation)).toEqual(['ReceiveMessage']));
    expect(calls[0]?.ms).toBeLessThan(10_000);
  });
  it('takes no body over its limit', async () => {
    const s3 = new S3Client({ ...aws.clientConfig, maxAttempts: 1 });
    const put = s3.send(
      new PutObjectCommand({ Bucket: 'drop', Key: 'big', Body: Buffer.alloc(1024 * 1024 + 1) }),
    );
    expect(await failure(put)).toBe('EntityTooLarge 400');
  });
});

describe('all of the above', () => {
  it('met no bug', () => expect(bugs).toEqual([]));
});
