import * as z from 'zod';
import type { Need } from '../iam/authoriser.ts';
import { leadingKeys } from './leading-keys.ts';

/** Where this run's queues, tables and secrets are. */
export type Region = { account: string; region: string };
export type JsonAction = { action: string; resource: string; needs: readonly Need[] };

const fields = z.record(z.string(), z.unknown());
const named = z.string().optional().catch(undefined);

/** A batch is allowed by the permission of its single form (SQS developer guide, "Amazon SQS policy"). */
const SQS_SINGULAR: Readonly<Record<string, string>> = {
  SendMessageBatch: 'SendMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
};

/** What moving messages needs of the queue they are taken from, beside its own action. */
const SQS_MOVE = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** What an SQS call needs: one action on one queue; moving messages also takes them there and sends them here. */
export function sqsAction(name: string, input: unknown, at: Region): JsonAction {
  const given = fields.catch({}).parse(input);
  const source = named.parse(given['SourceArn']);
  const asked = one(`sqs:${SQS_SINGULAR[name] ?? name}`, source ?? queueArn(given, at));
  if (name !== 'StartMessageMoveTask') return asked;
  const destination = named.parse(given['DestinationArn']);
  const taking = SQS_MOVE.map((action) => ({ action, resource: asked.resource }));
  const sending = destination === undefined ? [] : [{ action: 'sqs:SendMessage', resource: destination }];
  return { ...asked, needs: [...asked.needs, ...taking, ...sending] };
}

function queueArn(given: Record<string, unknown>, { account, region }: Region): string {
  const url = named.parse(given['QueueUrl']) ?? named.parse(given['QueueName']);
  return url === undefined ? '*' : `arn:aws:sqs:${region}:${account}:${url.split('/').at(-1)}`;
}

/** What a DynamoDB call needs: its action on every table and index it names. */
export function dynamoAction(
  name: string,
  input: unknown,
  at: Region,
  partitionKey: (table: string) => string | undefined,
): JsonAction {
  const action = `dynamodb:${name}`;
  const given = fields.catch({}).parse(input);
  const batch = fields.safeParse(given['RequestItems']);
  if (batch.success) {
    const needs = Object.entries(batch.data).map(([table, requests]) => ({
      action,
      resource: tableArn(table, at),
      context: leadingKeys(requests, partitionKey(table)),
    }));
    return { action, resource: needs[0]?.resource ?? '*', needs };
  }
  const table = named.parse(given['TableName']);
  if (table === undefined) return one(action, '*');
  const index = named.parse(given['IndexName']);
  const resource = index === undefined ? tableArn(table, at) : `${tableArn(table, at)}/index/${index}`;
  const context = {
    ...leadingKeys(given, partitionKey(table)),
    ...(typeof given['Select'] === 'string' ? { 'dynamodb:select': given['Select'] } : {}),
  };
  return { action, resource, needs: [{ action, resource, context }] };
}

function tableArn(table: string, { account, region }: Region): string {
  return table.startsWith('arn:') ? table : `arn:aws:dynamodb:${region}:${account}:table/${table}`;
}

/** What a Secrets Manager call needs. A name that stands for no secret is asked for as it is, and is refused. */
export function secretAction(
  name: string,
  input: unknown,
  at: Region,
  arnOf: (secretId: string) => string | undefined,
): JsonAction {
  const id = named.parse(fields.catch({}).parse(input)['SecretId']);
  if (id === undefined) return one(`secretsmanager:${name}`, '*');
  const made = `arn:aws:secretsmanager:${at.region}:${at.account}:secret:${id}`;
  const resource = arnOf(id) ?? (id.startsWith('arn:') ? id : made);
  const action = `secretsmanager:${name}`;
  return {
    action,
    resource,
    needs: [{ action, resource, context: { 'secretsmanager:secretid': resource } }],
  };
}

const one = (action: string, resource: string): JsonAction => ({
  action,
  resource,
  needs: [{ action, resource }],
});
