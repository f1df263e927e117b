import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { findAws } from '../../cli/aws.ts';
import type { Shell } from '../../cli/shell.ts';
import { type, type Typed } from '../support/a-shell.ts';
import { startLocalRun } from '../support/a-local-run.ts';
import { startPartner, type Partner } from '../support/partner.ts';
import { until } from '../support/until.ts';

let run: Awaited<ReturnType<typeof startLocalRun>>;
let planet: Partner;
const partners: Partner[] = [];
beforeAll(async () => {
  run = await startLocalRun();
  planet = await startPartner();
}, 120_000);
afterAll(async () => {
  await Promise.all([planet, ...partners].map((partner) => partner.stop()));
  await run.stop();
});

const presswire = (words: readonly string[], machine: Partial<Shell> = {}): Promise<Typed> =>
  type([...words, '--data', run.data], machine);
/** The JSON of a command that has to succeed. */
const told = async (...words: string[]): Promise<unknown> => {
  const { code, out, err } = await presswire([...words, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out === '' ? undefined : JSON.parse(out);
};

const factsSchema = z.looseObject({
  id: z.string().default(''),
  token: z.string().default(''),
  secret: z.string().default(''),
  state: z.string().default(''),
  event: z.string().default(''),
  queue: z.string().default(''),
  messages: z.number().default(0),
});
const one = async (...words: string[]) => factsSchema.parse(await told(...words));
const many = async (...words: string[]) => z.array(factsSchema).parse(await told(...words));

const folder = mkdtempSync(join(tmpdir(), 'desk-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const localSchema = z.object({ site: z.string(), operatorToken: z.string() });
const QUEUES = ['bulk', 'changes', 'conversions', 'deliveries', 'feeds', 'uploads', 'urgent'] as const;
type Queue = (typeof QUEUES)[number];
const ZIP = 'incoming/red/loose.zip';

/** A message that each queue's function can do, whatever there is; those of deliver make a webhook that is seen. */
function goodOf(
  queue: Queue,
  { endpointId, versionId, at }: Record<'endpointId' | 'versionId' | 'at', string>,
): object {
  const test = { prompt: 'test', endpointId, event: 'release.published', at };
  return {
    bulk: test,
    changes: { prompt: 'announce', releaseId: 'red/none', shard: 0 },
    conversions: { prompt: 'convert', key: ZIP, versionId },
    deliveries: test,
    feeds: { prompt: 'feed', feedId: 'network' },
    uploads: { prompt: 'key', key: 'incoming/red/none.txt' },
    urgent: test,
  }[queue];
}

/** SQS itself empties a queue once a minute at most. */
async function empty(sqs: SQSClient, QueueUrl: string): Promise<void> {
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return;
    for (const { ReceiptHandle } of Messages)
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }
}

/**
 * Empties every dead-letter queue and lays two letters into each: one that nobody can read, and behind it one that is
 * good by now. `by` keeps the letters of one call apart from those of another.
 */
async function layDeadLetters(by: string) {
  const { place: aws, settings } = findAws({ site: '', data: run.data }, {});
  const [sqs, s3] = [makeSqsClient(aws), makeS3Client(aws)];
  const put = new PutObjectCommand({ Bucket: settings['DROP_BUCKET'], Key: ZIP, Body: 'PK' });
  const { VersionId: versionId = '' } = await s3.send(put);
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'Presswire-local-' }));
  const urlOf = (queue: Queue, kind: 'Dead' | 'Queue'): string => {
    const name = `/Presswire-local-${queue.charAt(0).toUpperCase()}${queue.slice(1)}${kind}`;
    return QueueUrls.find((url) => url.includes(name)) ?? `no queue ${name}`;
  };
  const partner = await startPartner();
  partners.push(partner);
  await told('partner', 'create', `red-${by}`, '--mail', 'desk@red.example');
  const { id, secret } = await one('endpoint', 'create', `red-${by}`, partner.url);
  partner.secret = secret;
  const isActive = async () => (await one('endpoint', 'show', `red-${by}`, id)).state === 'active';
  await until('the endpoint to be active', isActive, { patienceMs: 60_000 });
  const poison = `{"prompt":"poison by ${by}"}`;
  for (const [index, queue] of QUEUES.entries()) {
    const QueueUrl = urlOf(queue, 'Dead');
    await empty(sqs, QueueUrl);
    const at = `2026-01-01T00:00:0${index}.000Z`;
    const good = JSON.stringify(goodOf(queue, { endpointId: id, versionId, at }));
    for (const [place, MessageBody] of [poison, good].entries()) {
      const fifo = { MessageGroupId: 'feed:network', MessageDeduplicationId: `${by}-${place}` };
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...(queue === 'feeds' ? fifo : {}) }));
    }
  }
  const before = partner.received.length;
  const countOf = async (url: string): Promise<number> => {
    const AttributeNames = [
      'ApproximateNumberOfMessages',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesDelayed',
    ] as const;
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...AttributeNames] }),
    );
    return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0);
  };
  const isPoisonAlone = async (queue: Queue): Promise<boolean> => {
    if ((await countOf(urlOf(queue, 'Queue'))) > 0 || (await countOf(urlOf(queue, 'Dead'))) !== 1)
      return false;
    const looked = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: urlOf(queue, 'Dead'), VisibilityTimeout: 0 }),
    );
    return looked.Messages?.[0]?.Body === poison;
  };
  return {
    queues: QUEUES,
    ...localSchema.parse(JSON.parse(readFileSync(join(run.data, 'local.json'), 'utf8'))),
    /** What is in neither queue was done: a function acknowledges nothing else. Of deliver's the webhooks are counted too. */
    async untilOnlyPoisonIsLeft(queues: readonly Queue[]): Promise<void> {
      for (const queue of queues)
        await until(`the poison alone to be left on ${queue}`, () => isPoisonAlone(queue), {
          patienceMs: 60_000,
        });
      const tested = queues.filter((queue) => ['bulk', 'deliveries', 'urgent'].includes(queue)).length;
      expect(partner.received.length - before).toBe(tested);
    },
  };
}

describe('presswire beside a run on this machine', () => {
  it(
    'an operator opens a desk, joins a partner, submits, looks, replays and kills',
    { timeout: 180_000 },
    async () => {
      const desk = [
        '--name',
        'Blora',
        '--host',
        'blora.example',
        '--timezone',
        'Asia/Jakarta',
        '--language',
        'en',
      ];
      expect(await told('newsroom', 'put', 'blora', ...desk)).toMatchObject({ id: 'blora', language: 'en' });
      const changed = file(
        'blora.json',
        (await presswire(['newsroom', 'show', 'blora', '--json'])).out.replace('"Blora"', '"Blora PR"'),
      );
      await told('newsroom', 'put', 'blora', '--from', changed);
      expect(await told('newsroom', 'list')).toMatchObject([{ id: 'blora', name: 'Blora PR' }]);

      const { token } = await one('partner', 'create', 'planet', '--mail', 'desk@planet.example');
      expect(token).toMatch(/^[\w-]{43}$/);
      const { id, secret } = await one('endpoint', 'create', 'planet', planet.url, '--newsroom', 'blora');
      planet.secret = secret;
      await until(
        'the endpoint to be active',
        async () => (await one('endpoint', 'show', 'planet', id)).state === 'active',
        {
          patienceMs: 60_000,
        },
      );

      const market = file(
        'market.txt',
        'The market opens again\n\nThe market opens again on Saturday morning.\n',
      );
      const checked = await told('submit', market, '--newsroom', 'blora', '--check');
      expect(checked).toMatchObject({ state: 'checked', would: 'published' });
      const receipt = await told('submit', market, '--newsroom', 'blora');
      expect(receipt).toMatchObject({ state: 'published', release: { id: 'blora/market', version: 1 } });
      const refused = await presswire([
        'submit',
        file('empty.md', '---\ntitle: x\nembargo: soon\n---\n\nText.\n'),
        '--newsroom',
        'blora',
      ]);
      expect(refused.code).toBe(1);
      expect(refused.out).toMatch(/^held\n {2}E_EMBARGO/);

      const delivery = await until(
        'the delivery',
        async () => {
          const [newest] = await many('deliveries', 'planet', '--state', 'delivered');
          return newest?.event === 'release.published' ? newest : undefined;
        },
        { patienceMs: 30_000 },
      );
      expect(await told('delivery', delivery.id)).toMatchObject({ id: delivery.id, failedAttempts: [] });
      const webhook = planet.received.at(-1);
      const headers = file(
        'headers.txt',
        Object.entries(webhook?.headers ?? {})
          .map(([name, value]) => `${name}: ${value}\n`)
          .join(''),
      );
      const env = { PRESSWIRE_SECRET: secret };
      expect(
        await type(['verify', file('body.json', webhook?.body ?? ''), '--headers', headers], { env }),
      ).toMatchObject({ code: 0 });

      expect(await told('replay', 'planet', id, '--state', 'delivered')).toMatchObject({
        state: 'done',
        prompted: 1,
      });
      await until('the replay', async () => planet.received.length === 2, { patienceMs: 30_000 });
      expect((await presswire(['watch', '--once'])).out).toMatch(
        /published .*blora\/market version 1[^]*delivered .*planet: release.published/,
      );
      expect((await presswire(['status'])).out).toMatch(/blora\/market[^]*planet.*active/);

      const asked: string[] = [];
      const answers = (...given: string[]) => ({
        question: async (text: string) => (asked.push(text), given.shift() ?? ''),
      });
      const kill = ['kill', 'blora/market', '--reason', 'Court order 12'];
      expect(await presswire(kill, answers('blora/market', 'no'))).toMatchObject({
        code: 1,
        err: expect.stringContaining('nothing was done'),
      });
      expect(await presswire(kill, answers('blora/market', 'kill'))).toMatchObject({ code: 0 });
      expect(asked).toHaveLength(4);
      await until('the kill', async () => (await one('release', 'show', 'blora/market')).state === 'killed', {
        patienceMs: 30_000,
      });
      await until('the word of it', async () => planet.received.at(-1)?.type === 'release.killed', {
        patienceMs: 30_000,
      });

      const backup = join(folder, 'backup');
      expect(await told('export', backup)).toMatchObject({ problems: [] });
      expect(await told('verify', backup)).toMatchObject({ verified: true, problems: [] });
      const killed = readFileSync(join(backup, 'releases.jsonl'), 'utf8')
        .split('\n')
        .filter((line) => line.includes('"canceled"'));
      expect(killed).toHaveLength(1);
      expect(killed[0]).not.toContain('Market');
    },
  );

  it(
    'doctor says what is well, and what a partner and a stranger may see',
    { timeout: 120_000 },
    async () => {
      await told(
        'newsroom',
        'put',
        'doc',
        '--name',
        'Doc',
        '--host',
        'doc.example',
        '--timezone',
        'UTC',
        '--language',
        'en',
      );
      await told(
        'submit',
        file('well.txt', 'All is well\n\nEverything works as it should.\n'),
        '--newsroom',
        'doc',
      );
      const well = await until(
        'all to be well',
        async () => {
          const looked = await presswire(['doctor']);
          return looked.code === 0 ? looked : undefined;
        },
        { patienceMs: 60_000 },
      );
      expect(well.out).toMatch(/^ok {3}token +an operator's$/m);
      expect(well.out).toMatch(/^ok {3}dead letters +none in 7 queues$/m);
      expect(well.out).not.toMatch(/BAD| \? /);
      const { token } = await one('partner', 'create', 'doc', '--mail', 'a@doc.example');
      const partner = await presswire(['doctor'], { env: { PRESSWIRE_TOKEN: token } });
      expect(partner.out).toMatch(/^ok {3}token +a partner's/m);
      const stranger = await presswire(['doctor', '--token', '-'], { input: async () => 'wrong\n' });
      expect(stranger.code).toBe(1);
      expect(stranger.out).toMatch(/^BAD {2}token[^]*-> It was revoked/m);
      const skewed = await presswire(['doctor'], { nowMs: () => Date.now() + 120_000 });
      expect(skewed.out).toMatch(/^BAD {2}clock +this machine is 1[12]\d s ahead/m);
    },
  );

  it('tokens are made, listed without themselves, revoked; one may be made with AWS credentials', async () => {
    const made = await one('token', 'create', 'operator');
    const first = await one('token', 'first');
    const list = await many('token', 'list');
    expect(list.map(({ id }) => id)).toEqual(expect.arrayContaining([made.id, first.id]));
    expect(JSON.stringify(list)).not.toContain(first.token);
    const as = (token: string) => presswire(['partner', 'list'], { env: { PRESSWIRE_TOKEN: token } });
    expect(await as(first.token)).toMatchObject({ code: 0 });
    await told('token', 'revoke', first.id);
    expect(await as(first.token)).toMatchObject({
      code: 1,
      err: expect.stringContaining('The token is missing or unknown'),
    });
    expect((await presswire(['token', 'revoke', 'nobody'])).err).toContain('There is no token of that id');
  });

  it(
    'redrive gives dead letters back, on every queue; one that is poison comes back alone',
    { timeout: 180_000 },
    async () => {
      const letters = await layDeadLetters('command');
      expect((await presswire(['doctor'])).out).toMatch(
        /^BAD {2}dead letters +.*uploads 2.*\n.*Runbook: .*uploads-dead/m,
      );
      expect(await presswire(['redrive', 'nothing'])).toMatchObject({
        code: 2,
        err: expect.stringContaining('there is bulk, changes'),
      });
      expect(await told('redrive', 'uploads')).toEqual([{ queue: 'uploads', messages: 2, moved: 2 }]);
      await letters.untilOnlyPoisonIsLeft(['uploads']);
      const rest = letters.queues.filter((queue) => queue !== 'uploads');
      const given = await many('redrive');
      expect(given.filter(({ queue }) => queue !== 'uploads')).toEqual(
        rest.map((queue) => expect.objectContaining({ queue, messages: 2, moved: 2 })),
      );
      await letters.untilOnlyPoisonIsLeft(letters.queues);
    },
  );

  it('the same by the call of the API that the console makes', { timeout: 180_000 }, async () => {
    const letters = await layDeadLetters('console');
    for (const queue of letters.queues) {
      const { status } = await fetch(`${letters.site}/api/queues/${queue}/redrive`, {
        method: 'POST',
        headers: { authorization: `Bearer ${letters.operatorToken}` },
      });
      expect({ queue, status }).toEqual({ queue, status: 202 });
    }
    await letters.untilOnlyPoisonIsLeft(letters.queues);
  });

  it('what opens something is shown when it is made, and is nowhere else', async () => {
    const all = await Promise.all(
      [['partner', 'list'], ['token', 'list'], ['endpoint', 'list', 'planet'], ['doctor'], ['status']].map(
        (words) => presswire([...words, '--json']),
      ),
    );
    const { operatorToken } = JSON.parse(readFileSync(join(run.data, 'local.json'), 'utf8')) as {
      operatorToken: string;
    };
    for (const { out } of all) {
      expect(out).not.toContain(operatorToken);
      expect(out).not.toContain(planet.secret);
    }
  });
});
