import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAws, type Aws } from '../../local/aws.ts';
import type { CallRecord } from '../../local/gateway/call-record.ts';
import type { S3Event } from '../../local/protocol.ts';

const TIMEOUT_MS = 60_000;
const found = spawnSync('aws', ['--version'], { encoding: 'utf8', timeout: TIMEOUT_MS });
const version = found.status === 0 ? `${found.stdout}${found.stderr}`.trim().split(' ')[0] : undefined;
const note = version === undefined ? ' (skipped: this machine has no aws)' : `, ${version}`;

/** Authors use it to drop files; it signs, splits and checks by code that is not ours. */
const A_WHILE_AGO = new Date('2026-01-01T00:00:00Z');

describe.skipIf(version === undefined)(`the AWS CLI${note}`, { timeout: TIMEOUT_MS }, () => {
  let aws: Aws;
  let directory: string;
  let calls: CallRecord[] = [];
  const events: S3Event[] = [];

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'aws-cli-'));
    aws = await startAws({ onCall: (call) => calls.push(call), onS3Event: (event) => events.push(event) });
    aws.createBucket('drop', { versioned: true });
    aws.createBucket('site');
  });
  afterAll(async () => {
    await aws.stop();
    rmSync(directory, { recursive: true });
  });

  const file = (name: string) => join(directory, name);
  const run = async (...args: string[]) => {
    calls = [];
    const { stdout } = await promisify(execFile)('aws', [...args, '--endpoint-url', aws.endpoint], {
      timeout: TIMEOUT_MS,
      env: {
        PATH: process.env['PATH'],
        HOME: directory,
        AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
        AWS_DEFAULT_REGION: aws.region,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    });
    return stdout.trim();
  };
  const operations = () => [...new Set(calls.map(({ operation }) => operation))].toSorted();

  it('says who it is', async () => {
    const arn = await run('sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text');
    expect(arn).toBe('arn:aws:iam::000000000000:user/local');
  });

  it('copies a small file there and back', async () => {
    writeFileSync(file('a.md'), '# Über 100 %\n');
    await run('s3', 'cp', file('a.md'), 's3://drop/incoming/blora/ü + b.md');
    expect(events.at(-1)).toMatchObject({ name: 'ObjectCreated:Put', key: 'incoming/blora/ü + b.md' });
    await run('s3', 'cp', 's3://drop/incoming/blora/ü + b.md', file('back.md'));
    expect(readFileSync(file('back.md'), 'utf8')).toBe('# Über 100 %\n');
  });

  it('copies 20 MB in parts there and back', async () => {
    const bytes = randomBytes(20 * 1024 * 1024);
    writeFileSync(file('big.bin'), bytes);
    await run('s3', 'cp', file('big.bin'), 's3://drop/big.bin', '--no-progress');
    expect(operations()).toEqual(['CompleteMultipartUpload', 'CreateMultipartUpload', 'UploadPart']);
    expect(events.at(-1)).toMatchObject({
      name: 'ObjectCreated:CompleteMultipartUpload',
      size: bytes.length,
    });
    await run('s3', 'cp', 's3://drop/big.bin', file('big-back.bin'), '--no-progress');
    expect(readFileSync(file('big-back.bin')).equals(bytes)).toBe(true);
  });

  it('syncs a folder, the second time nothing', async () => {
    mkdirSync(file('tree/sub'), { recursive: true });
    writeFileSync(file('tree/one.md'), 'one');
    writeFileSync(file('tree/sub/two & three.md'), 'two');
    // S3 tells whole seconds: a file of this very second would look newer than its copy.
    for (const path of ['tree/one.md', 'tree/sub/two & three.md'])
      utimesSync(file(path), A_WHILE_AGO, A_WHILE_AGO);
    await run('s3', 'sync', file('tree'), 's3://drop/tree', '--no-progress');
    const listed = await run('s3', 'ls', '--recursive', 's3://drop/tree/');
    expect(listed.split('\n').map((line) => line.slice(31))).toEqual([
      'tree/one.md',
      'tree/sub/two & three.md',
    ]);
    expect(await run('s3', 'sync', file('tree'), 's3://drop/tree', '--no-progress')).toBe('');
    expect(operations()).toEqual(['ListObjectsV2']);
  });

  it('moves, and tells of the place that is left', async () => {
    await run('s3', 'mv', 's3://drop/tree/one.md', 's3://drop/moved.md');
    expect(events.slice(-2).map(({ name, key }) => `${name} ${key}`)).toEqual([
      'ObjectCreated:Copy moved.md',
      'ObjectRemoved:DeleteMarkerCreated tree/one.md',
    ]);
  });

  it('removes everything, and the versions stay', async () => {
    await run('s3', 'rm', '--recursive', 's3://drop/tree/');
    const versions = ['s3api', 'list-object-versions', '--bucket', 'drop', '--prefix', 'tree/'];
    const counts = '[length(Versions), length(DeleteMarkers)]';
    expect(JSON.parse(await run(...versions, '--query', counts, '--output', 'json'))).toEqual([2, 2]);
    expect(
      await run('s3api', 'list-objects-v2', '--bucket', 'drop', '--prefix', 'tree/', '--query', 'KeyCount'),
    ).toMatch(/^(0|null)?$/);
  });

  it('is refused with another secret', async () => {
    const secret = aws.credentials.secretAccessKey;
    aws.credentials.secretAccessKey = 'wrong';
    const refused = run('s3', 'ls', 's3://drop/');
    await expect(refused).rejects.toThrow(/SignatureDoesNotMatch/);
    aws.credentials.secretAccessKey = secret;
  });
});
