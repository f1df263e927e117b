import { describe, expect, it } from 'vitest';
import { makeAuthoriser } from '../../../local/iam/authoriser.ts';
import type { Principal } from '../../../local/iam/principal.ts';
import { resourcePolicies } from '../../../local/iam/resource-policies.ts';
import { rolePolicies } from '../../../local/iam/role-policies.ts';
import type { StackView } from '../../../local/iam/stack-view.ts';

const ACCOUNT = '000000000000';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/ingest`;
const BUCKET = 'arn:aws:s3:::drop';
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:uploads`;
const QUEUE_URL = `http://127.0.0.1:4566/${ACCOUNT}/uploads`;

type Resources = Record<string, { ref?: string; arn?: string; props?: Record<string, unknown> }[]>;

const stackOf = (resources: Resources): StackView => ({
  all: (type) =>
    (resources[type] ?? []).map((each, index) => ({
      id: `${type.split('::').at(-1)}${index + 1}`,
      ref: each.ref ?? '',
      arn: each.arn ?? '',
      props: each.props ?? {},
    })),
});
const allowing = (action: string, resource: string, more: object = {}) => ({
  Statement: { Effect: 'Allow', Action: action, Resource: resource, ...more },
});
const role = (props: Record<string, unknown> = {}) => ({ ref: 'ingest', arn: ROLE, props });

describe('rolePolicies', () => {
  const actionsOf = (resources: Resources) =>
    rolePolicies(stackOf(resources))
      .get(ROLE)
      ?.flatMap(({ actions }) => actions);

  it('gathers inline, attached, role and managed policies', () => {
    const actions = actionsOf({
      'AWS::IAM::Role': [
        role({
          Policies: [{ PolicyName: 'own', PolicyDocument: allowing('s3:GetObject', '*') }],
          ManagedPolicyArns: [
            'arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole',
            'arn:managed',
          ],
        }),
      ],
      'AWS::IAM::Policy': [
        { props: { PolicyDocument: allowing('sqs:SendMessage', '*'), Roles: ['ingest'] } },
      ],
      'AWS::IAM::RolePolicy': [
        { props: { PolicyDocument: allowing('s3:PutObject', '*'), RoleName: 'ingest' } },
      ],
      'AWS::IAM::ManagedPolicy': [
        { ref: 'arn:managed', props: { PolicyDocument: allowing('dynamodb:GetItem', '*') } },
        { ref: 'arn:other', props: { PolicyDocument: allowing('dynamodb:PutItem', '*'), Roles: ['ingest'] } },
      ],
    });
    expect(actions?.toSorted()).toEqual([
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      's3:GetObject',
      's3:PutObject',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
      'sqs:SendMessage',
    ]);
  });

  it('grants nothing that is run locally for logs and traces', () => {
    const ManagedPolicyArns = [
      'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
      'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess',
    ];
    expect(actionsOf({ 'AWS::IAM::Role': [role({ ManagedPolicyArns })] })).toEqual([]);
  });

  it.each([
    [
      'an unknown managed policy',
      role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
      /Role1.*AdministratorAccess is not run locally/,
    ],
    [
      'a boundary',
      role({ PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' }),
      /Role1.*not run locally/s,
    ],
  ])('refuses %s', (_, resource, message) => {
    expect(() => actionsOf({ 'AWS::IAM::Role': [resource] })).toThrow(message);
  });
});

describe('resourcePolicies', () => {
  it('belong to the resource they are attached to, whatever they name', () => {
    const policies = resourcePolicies(
      stackOf({
        'AWS::SQS::Queue': [{ ref: QUEUE_URL, arn: QUEUE }],
        'AWS::SQS::QueuePolicy': [
          {
            props: {
              Queues: [QUEUE_URL],
              PolicyDocument: allowing('sqs:SendMessage', '*', { Principal: '*' }),
            },
          },
        ],
        'AWS::S3::BucketPolicy': [
          { props: { Bucket: 'drop', PolicyDocument: allowing('s3:*', `${BUCKET}/*`, { Principal: '*' }) } },
        ],
      }),
    );
    expect(policies.map(({ attachedTo }) => attachedTo)).toEqual([BUCKET, QUEUE]);
  });

  it('need a principal', () => {
    const PolicyDocument = allowing('s3:*', '*');
    const stack = stackOf({ 'AWS::S3::BucketPolicy': [{ props: { Bucket: 'drop', PolicyDocument } }] });
    expect(() => resourcePolicies(stack)).toThrow(/BucketPolicy1.*Principal/);
  });

  it('refuse a queue that the stack does not have', () => {
    const PolicyDocument = allowing('sqs:SendMessage', '*', { Principal: '*' });
    const stack = stackOf({ 'AWS::SQS::QueuePolicy': [{ props: { Queues: [QUEUE_URL], PolicyDocument } }] });
    expect(() => resourcePolicies(stack)).toThrow(/uploads is not in the stack/);
  });
});

const bucketPolicy = (statement: object) => ({
  'AWS::S3::BucketPolicy': [
    { props: { Bucket: 'drop', PolicyDocument: { Statement: [{ Resource: `${BUCKET}/*`, ...statement }] } } },
  ],
});
const authoriserFor = (resources: Resources) => {
  const policies = resourcePolicies(stackOf(resources));
  return makeAuthoriser({
    account: ACCOUNT,
    region: 'us-east-1',
    now: () => 0,
    resourcePolicies: () => policies,
  });
};
const ingest: Principal = {
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/ingest/ingest`,
  policyArn: ROLE,
  account: ACCOUNT,
  statements: [],
};
const need = { action: 's3:GetObject', resource: `${BUCKET}/a` };
const granted = {
  ...ingest,
  statements: rolePolicies(
    stackOf({
      'AWS::IAM::Role': [
        role({ Policies: [{ PolicyName: 'own', PolicyDocument: allowing('s3:GetObject', `${BUCKET}/*`) }] }),
      ],
    }),
  ).get(ROLE)!,
};

describe('a principal and a resource together', () => {
  const get = { Effect: 'Allow', Action: 's3:GetObject' };
  it.each([
    ['neither grants', ingest, {}, 'implicit-deny'],
    ['the identity grants', granted, {}, 'allow'],
    ['the resource names the role', ingest, bucketPolicy({ ...get, Principal: { AWS: ROLE } }), 'allow'],
    [
      'the resource names the session',
      ingest,
      bucketPolicy({ ...get, Principal: { AWS: ingest.arn } }),
      'allow',
    ],
    ['the resource names everyone', ingest, bucketPolicy({ ...get, Principal: { AWS: '*' } }), 'allow'],
    [
      'the account alone leaves it to the identity',
      ingest,
      bucketPolicy({ ...get, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }),
      'implicit-deny',
    ],
    [
      'a service is not a principal',
      ingest,
      bucketPolicy({ ...get, Principal: { Service: 'cloudfront.amazonaws.com' } }),
      'implicit-deny',
    ],
    [
      'the resource denies',
      granted,
      bucketPolicy({ Effect: 'Deny', Action: 's3:*', Principal: '*' }),
      'explicit-deny',
    ],
    [
      'the resource denies what is not sent over TLS',
      granted,
      bucketPolicy({
        Effect: 'Deny',
        Action: 's3:*',
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
      'allow',
    ],
    ['the administrator is not bound', { ...ingest, statements: 'all' as const }, {}, 'allow'],
  ])('%s', (_, principal, resources, expected) => {
    expect(authoriserFor(resources).decide(principal, need)).toBe(expected);
  });
});

describe('a service on behalf of a resource', () => {
  const telling = (SourceArn: string, Service = 's3.amazonaws.com') =>
    authoriserFor({
      'AWS::SQS::Queue': [{ ref: QUEUE_URL, arn: QUEUE }],
      'AWS::SQS::QueuePolicy': [
        {
          props: {
            Queues: [QUEUE_URL],
            PolicyDocument: allowing('sqs:SendMessage', QUEUE, {
              Principal: { Service },
              Condition: { ArnLike: { 'aws:SourceArn': SourceArn } },
            }),
          },
        },
      ],
    }).serviceMay('s3.amazonaws.com', { action: 'sqs:SendMessage', resource: QUEUE }, BUCKET);

  it('may what the resource lets it', () => expect(telling(BUCKET)).toBe(true));
  it('may not for another source', () => expect(telling('arn:aws:s3:::other')).toBe(false));
  it('may not in the place of another service', () =>
    expect(telling(BUCKET, 'sns.amazonaws.com')).toBe(false));
});
