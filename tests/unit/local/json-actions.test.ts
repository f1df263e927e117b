import { describe, expect, it } from 'vitest';
import { dynamoAction, secretAction, sqsAction } from '../../../local/gateway/json-actions.ts';

const AT = { account: '000000000000', region: 'us-east-1' };
const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/main';
const S = (text: string) => ({ S: text });
const needsOf = (name: string, input: object) =>
  dynamoAction(name, input, AT, () => 'pk').needs.map(({ action, resource, context }) => [
    action,
    resource,
    context?.['dynamodb:leadingkeys'],
  ]);

describe('dynamoAction', () => {
  it.each<[string, object, unknown[]]>([
    ['GetItem', { TableName: 'main', Key: { pk: S('A'), sk: S('1') } }, [['dynamodb:GetItem', TABLE, ['A']]]],
    [
      'PutItem',
      { TableName: 'main', Item: { pk: S('A'), nested: { M: { pk: S('B') } } } },
      [['dynamodb:PutItem', TABLE, ['A']]],
    ],
    [
      'Query',
      {
        TableName: 'main',
        KeyConditionExpression: '#p = :p AND begins_with(sk, :s)',
        ExpressionAttributeNames: { '#p': 'pk' },
        ExpressionAttributeValues: { ':p': S('A'), ':s': S('x') },
      },
      [['dynamodb:Query', TABLE, ['A']]],
    ],
    [
      'Query',
      { TableName: 'main', IndexName: 'byDate' },
      [['dynamodb:Query', `${TABLE}/index/byDate`, undefined]],
    ],
    ['Scan', { TableName: 'main' }, [['dynamodb:Scan', TABLE, undefined]]],
    [
      'BatchGetItem',
      { RequestItems: { main: { Keys: [{ pk: S('A') }, { pk: S('B') }, { pk: S('A') }] } } },
      [['dynamodb:BatchGetItem', TABLE, ['A', 'B']]],
    ],
    [
      'BatchWriteItem',
      {
        RequestItems: {
          main: [{ PutRequest: { Item: { pk: S('A') } } }, { DeleteRequest: { Key: { pk: S('B') } } }],
          other: [],
        },
      },
      [
        ['dynamodb:BatchWriteItem', TABLE, ['A', 'B']],
        ['dynamodb:BatchWriteItem', TABLE.replace('main', 'other'), undefined],
      ],
    ],
    ['ListTables', {}, [['dynamodb:ListTables', '*', undefined]]],
  ])('%s %j', (name, input, expected) => {
    expect(needsOf(name, input)).toEqual(expected);
  });
});

describe('sqsAction', () => {
  const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:q';
  const needs = (name: string, input: object) =>
    sqsAction(name, input, AT).needs.map(({ action, resource }) => `${action} ${resource}`);
  it.each<[string, object, string[]]>([
    ['SendMessageBatch', { QueueUrl: 'http://127.0.0.1:1/000000000000/q' }, [`sqs:SendMessage ${QUEUE}`]],
    ['GetQueueUrl', { QueueName: 'q' }, [`sqs:GetQueueUrl ${QUEUE}`]],
    ['ListQueues', {}, ['sqs:ListQueues *']],
    [
      'StartMessageMoveTask',
      { SourceArn: QUEUE, DestinationArn: `${QUEUE}2` },
      [
        `sqs:StartMessageMoveTask ${QUEUE}`,
        `sqs:ReceiveMessage ${QUEUE}`,
        `sqs:DeleteMessage ${QUEUE}`,
        `sqs:GetQueueAttributes ${QUEUE}`,
        `sqs:SendMessage ${QUEUE}2`,
      ],
    ],
  ])('%s', (name, input, expected) => expect(needs(name, input)).toEqual(expected));
});

describe('secretAction', () => {
  it('asks for the ARN that a name stands for', () => {
    const { resource } = secretAction('GetSecretValue', { SecretId: 'keys' }, AT, () => 'arn:found');
    expect(resource).toBe('arn:found');
  });
});
