import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { afterAll, beforeAll, describe } from 'vitest';
import { openDatabase } from '../../local/sqlite.ts';
import { makeSqs } from '../../local/sqs/sqs.ts';
import { startPlainAwsServer, type PlainAwsServer } from '../support/plain-aws-server.ts';
import { sqsServiceContract, type QueueAttributes } from './sqs-service.contract.ts';

/** Where fauxqs 2.4.1 is not SQS. Each of these cases must go on failing; one that passes is no defect any more. */
const FAUXQS_DEFECTS = {
  'only the attributes asked for are given': 'gives all message attributes to who asks for none',
  'a standard queue keeps the message group': 'drops MessageGroupId on a standard queue',
  'a batch reports each entry for itself': 'accepts a delay over 900 s',
  'refused: a delay over 15 minutes': 'accepts a delay over 900 s',
  'of two long polls each gets one of two messages': 'one message ends every long poll, all but one empty',
  'FIFO: a group comes in order, ten at a time, and waits while one is in flight':
    'one of a group per receive',
  'refused: a handle that is none': 'accepts any text as a receipt handle',
  'refused: a new visibility for a message that is not in flight': 'changes nothing and says nothing',
};

const clientFor = (endpoint: string): SQSClient =>
  new SQSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });

const optionalNumber = (name: string, value: string | undefined): Record<string, number> =>
  value === undefined ? {} : { [name]: Number(value) };

describe('ours', () => {
  let server: PlainAwsServer;
  let client: SQSClient;
  let offsetMs = 0;
  const db = openDatabase(':memory:');
  const sqs = makeSqs({ db, now: () => Date.now() + offsetMs });
  beforeAll(async () => {
    server = await startPlainAwsServer({ sqs });
    client = clientFor(server.endpoint);
  });
  afterAll(async () => {
    sqs.stop();
    client.destroy();
    await server.stop();
    db.close();
  });

  const createQueue = async (name: string, attributes: QueueAttributes = {}) => {
    const url = `${server.endpoint}/000000000000/${name}`;
    const arn = `arn:aws:sqs:us-east-1:000000000000:${name}`;
    const policy = JSON.parse(attributes.RedrivePolicy ?? 'null') as {
      deadLetterTargetArn: string;
      maxReceiveCount: number;
    } | null;
    sqs.createQueue({
      name,
      url,
      arn,
      contentBasedDeduplication: attributes.ContentBasedDeduplication === 'true',
      ...optionalNumber('visibilityTimeoutSeconds', attributes.VisibilityTimeout),
      ...optionalNumber('delaySeconds', attributes.DelaySeconds),
      ...optionalNumber('retentionSeconds', attributes.MessageRetentionPeriod),
      ...optionalNumber('maxMessageBytes', attributes.MaximumMessageSize),
      ...(policy
        ? { redrive: { deadLetterArn: policy.deadLetterTargetArn, maxReceiveCount: policy.maxReceiveCount } }
        : {}),
    });
    return { url, arn };
  };
  const advance = (ms: number): void => {
    offsetMs += ms;
    sqs.wake();
  };
  sqsServiceContract('the local run', () => ({ client, createQueue, advance }));
});

describe('fauxqs, the second oracle', () => {
  const app = buildApp({ logger: false });
  let client: SQSClient;
  beforeAll(async () => {
    client = clientFor(await app.listen({ host: '127.0.0.1', port: 0 }));
  });
  afterAll(async () => {
    client.destroy();
    await app.close();
  });

  const createQueue = async (name: string, attributes: QueueAttributes = {}) => {
    const { QueueUrl } = await client.send(
      new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
    );
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    return { url: QueueUrl ?? '', arn: Attributes?.QueueArn ?? '' };
  };
  sqsServiceContract('fauxqs 2.4.1', () => ({ client, createQueue }), FAUXQS_DEFECTS);
});
