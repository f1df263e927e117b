import { describe, expect, it } from 'vitest';
import type { Context } from '../../../local/iam/conditions.ts';
import { evaluate, type Decision } from '../../../local/iam/evaluate.ts';
import { parsePolicy } from '../../../local/iam/statement.ts';

type Row = {
  title: string;
  statements: object[];
  action: string;
  resource: string;
  context?: Context;
  expected: Decision;
};

const OBJECT = 'arn:aws:s3:::drop/incoming/blora/a.md';
const allow = (more: object) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...more });
const get = { action: 's3:GetObject', resource: OBJECT };

const ROWS: Row[] = [
  { title: 'nothing is granted', statements: [], ...get, expected: 'implicit-deny' },
  {
    title: 'an exact action and resource',
    statements: [allow({ Resource: OBJECT })],
    ...get,
    expected: 'allow',
  },
  {
    title: 'another resource',
    statements: [allow({ Resource: 'arn:aws:s3:::drop/incoming/blora/b.md' })],
    ...get,
    expected: 'implicit-deny',
  },
  {
    title: 'a bucket is not its objects',
    statements: [allow({ Resource: 'arn:aws:s3:::drop' })],
    ...get,
    expected: 'implicit-deny',
  },
  {
    title: 'a star runs over slashes',
    statements: [allow({ Resource: 'arn:aws:s3:::drop/incoming/*' })],
    ...get,
    expected: 'allow',
  },
  {
    title: 'a question mark is one character',
    statements: [allow({ Resource: 'arn:aws:s3:::drop/incoming/blora/?.md' })],
    ...get,
    expected: 'allow',
  },
  {
    title: 'a question mark is not two characters',
    statements: [allow({ Resource: 'arn:aws:s3:::drop/incoming/?.md' })],
    ...get,
    expected: 'implicit-deny',
  },
  {
    title: 'a dot in a pattern is a dot',
    statements: [allow({ Resource: 'arn:aws:s3:::drop/incoming/blora/a?md' })],
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::drop/incoming/blora/axxmd',
    expected: 'implicit-deny',
  },
  {
    title: 'actions ignore case',
    statements: [allow({ Action: 'S3:getobject' })],
    ...get,
    expected: 'allow',
  },
  { title: 'an action pattern', statements: [allow({ Action: 's3:Get*' })], ...get, expected: 'allow' },
  {
    title: 'an action pattern of another verb',
    statements: [allow({ Action: 's3:Put*' })],
    ...get,
    expected: 'implicit-deny',
  },
  {
    title: 'a list of actions',
    statements: [allow({ Action: ['s3:PutObject', 's3:GetObject'] })],
    ...get,
    expected: 'allow',
  },
  {
    title: 'NotAction leaves out what it names',
    statements: [{ Effect: 'Allow', NotAction: 's3:Get*', Resource: '*' }],
    ...get,
    expected: 'implicit-deny',
  },
  {
    title: 'NotAction covers the rest',
    statements: [{ Effect: 'Allow', NotAction: 's3:Put*', Resource: '*' }],
    ...get,
    expected: 'allow',
  },
  {
    title: 'NotResource leaves out what it names',
    statements: [{ Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::drop/*' }, allow({})],
    ...get,
    expected: 'allow',
  },
  {
    title: 'NotResource covers the rest',
    statements: [{ Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::site/*' }, allow({})],
    ...get,
    expected: 'explicit-deny',
  },
  {
    title: 'a Deny wins over an Allow before it',
    statements: [allow({}), { Effect: 'Deny', Action: 's3:*', Resource: '*' }],
    ...get,
    expected: 'explicit-deny',
  },
  {
    title: 'a Deny whose condition does not hold',
    statements: [
      allow({}),
      {
        Effect: 'Deny',
        Action: 's3:*',
        Resource: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
    ...get,
    context: { 'aws:securetransport': 'true' },
    expected: 'allow',
  },
];

describe('evaluate', () => {
  it.each(ROWS)('$title: $expected', ({ statements, action, resource, context, expected }) => {
    const policy = parsePolicy({ Statement: statements }, 'a test');
    expect(evaluate(policy, action, resource, context)).toBe(expected);
  });
});

type ConditionRow = [title: string, condition: object, context: Context, holds: boolean];

const CONDITIONS: ConditionRow[] = [
  [
    'StringEquals, one of the values',
    { StringEquals: { 's3:prefix': ['a', 'b'] } },
    { 's3:prefix': 'b' },
    true,
  ],
  ['StringEquals, another case', { StringEquals: { 's3:prefix': 'A' } }, { 's3:prefix': 'a' }, false],
  ['StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { 's3:prefix': 'A' } }, { 's3:prefix': 'a' }, true],
  ['StringEquals, no such key', { StringEquals: { 's3:prefix': 'a' } }, {}, false],
  ['StringEqualsIfExists, no such key', { StringEqualsIfExists: { 's3:prefix': 'a' } }, {}, true],
  [
    'StringEqualsIfExists, another value',
    { StringEqualsIfExists: { 's3:prefix': 'a' } },
    { 's3:prefix': 'b' },
    false,
  ],
  [
    'StringNotEquals, none of the values',
    { StringNotEquals: { 's3:prefix': ['a', 'b'] } },
    { 's3:prefix': 'c' },
    true,
  ],
  [
    'StringNotEquals, one of the values',
    { StringNotEquals: { 's3:prefix': ['a', 'b'] } },
    { 's3:prefix': 'a' },
    false,
  ],
  ['StringNotEquals, no such key', { StringNotEquals: { 's3:prefix': 'a' } }, {}, true],
  ['StringLike', { StringLike: { 's3:prefix': 'incoming/*' } }, { 's3:prefix': 'incoming/blora/' }, true],
  ['StringNotLike', { StringNotLike: { 's3:prefix': 'incoming/*' } }, { 's3:prefix': 'receipts/' }, true],
  [
    'ArnLike, part by part',
    { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:drop' } },
    { 'aws:sourcearn': 'arn:aws:s3:::drop' },
    true,
  ],
  [
    'ArnLike, a star does not run over a colon',
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sqs:*:queue' } },
    { 'aws:sourcearn': 'arn:aws:sqs:us-east-1:000000000000:queue' },
    false,
  ],
  ['Bool', { Bool: { 'aws:SecureTransport': 'true' } }, { 'aws:securetransport': 'true' }, true],
  [
    'Bool from a JSON boolean',
    { Bool: { 'aws:SecureTransport': true } },
    { 'aws:securetransport': 'true' },
    true,
  ],
  [
    'NumericLessThan, version 1.3',
    { NumericLessThan: { 's3:TlsVersion': '1.2' } },
    { 's3:tlsversion': '1.3' },
    false,
  ],
  [
    'NumericLessThan from a number',
    { NumericLessThan: { 's3:TlsVersion': 1.4 } },
    { 's3:tlsversion': '1.3' },
    true,
  ],
  [
    'NumericGreaterThanEquals',
    { NumericGreaterThanEquals: { 's3:max-keys': '100' } },
    { 's3:max-keys': '100' },
    true,
  ],
  [
    'DateLessThan, before',
    { DateLessThan: { 'aws:CurrentTime': '2025-01-02T00:00:00Z' } },
    { 'aws:currenttime': '2025-01-01T12:00:00.000Z' },
    true,
  ],
  [
    'DateGreaterThan, seconds since 1970',
    { DateGreaterThan: { 'aws:EpochTime': '1735689600' } },
    { 'aws:epochtime': '1735689601' },
    true,
  ],
  [
    'IpAddress, in the range',
    { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } },
    { 'aws:sourceip': '127.0.0.1' },
    true,
  ],
  [
    'NotIpAddress, in the range',
    { NotIpAddress: { 'aws:SourceIp': ['127.0.0.1'] } },
    { 'aws:sourceip': '127.0.0.1' },
    false,
  ],
  [
    'IpAddress, the other family',
    { IpAddress: { 'aws:SourceIp': '::1/128' } },
    { 'aws:sourceip': '127.0.0.1' },
    false,
  ],
  ['Null, absent', { Null: { 's3:prefix': 'true' } }, {}, true],
  ['Null, present', { Null: { 's3:prefix': 'true' } }, { 's3:prefix': 'a' }, false],
  ['Null false, present', { Null: { 's3:prefix': 'false' } }, { 's3:prefix': 'a' }, true],
  [
    'ForAllValues, all fit',
    { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'TOKEN#*' } },
    { 'dynamodb:leadingkeys': ['TOKEN#1', 'TOKEN#2'] },
    true,
  ],
  [
    'ForAllValues, one does not',
    { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'TOKEN#*' } },
    { 'dynamodb:leadingkeys': ['TOKEN#1', 'RELEASE#2'] },
    false,
  ],
  ['ForAllValues, none', { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'TOKEN#*' } }, {}, true],
  [
    'ForAnyValue, one fits',
    { 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': 'b' } },
    { 'dynamodb:leadingkeys': ['a', 'b'] },
    true,
  ],
  ['ForAnyValue, none', { 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': 'b' } }, {}, false],
  [
    'operators are joined by and',
    { StringEquals: { 's3:prefix': 'a' }, Bool: { 'aws:SecureTransport': 'false' } },
    { 's3:prefix': 'a', 'aws:securetransport': 'true' },
    false,
  ],
  [
    'keys of one operator are joined by and',
    { StringEquals: { 's3:prefix': 'a', 's3:delimiter': '/' } },
    { 's3:prefix': 'a', 's3:delimiter': ':' },
    false,
  ],
];

describe('conditions', () => {
  it.each(CONDITIONS)('%s', (_, Condition, context, holds) => {
    const policy = parsePolicy({ Statement: [allow({ Condition })] }, 'a test');
    expect(evaluate(policy, 's3:GetObject', OBJECT, context)).toBe(holds ? 'allow' : 'implicit-deny');
  });
});

describe('parsePolicy refuses what is not run locally', () => {
  it.each<[string, object, RegExp]>([
    [
      'an operator',
      allow({ Condition: { BinaryEquals: { 's3:prefix': 'a' } } }),
      /DropPolicy.*BinaryEquals is not run locally/,
    ],
    [
      'a key',
      allow({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }),
      /aws:PrincipalTag\/team is not run locally/,
    ],
    ['NotPrincipal', { ...allow({}), NotPrincipal: '*' }, /NotPrincipal/],
    ['neither Action nor NotAction', { Effect: 'Allow', Resource: '*' }, /either Action or NotAction/],
    ['an effect', { ...allow({}), Effect: 'Maybe' }, /DropPolicy/],
  ])('%s', (_, statement, message) => {
    expect(() => parsePolicy({ Statement: [statement] }, 'DropPolicy')).toThrow(message);
  });
});
