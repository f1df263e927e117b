import { afterAll, describe, expect, it } from 'vitest';
import { checkPostPolicy } from '../../../local/gateway/post-policy.ts';
import { AwsError } from '../../../local/protocol.ts';
import { makeAwsSigner } from '../../support/aws-signer.ts';

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a secret of forty characters or so' };
const AT = new Date('2025-01-14T09:00:00Z');
const signer = makeAwsSigner('s3', CREDENTIALS, 'http://127.0.0.1:4566');
afterAll(() => signer.destroy());

type Form = {
  conditions?: unknown[];
  fields?: Record<string, string>;
  key?: string;
  file?: string;
  expiration?: string;
};

const sign = async ({
  conditions,
  fields = {},
  key = 'incoming/blora/a.md',
  file = 'hello',
  expiration,
}: Form) => {
  const signing = {
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': `${CREDENTIALS.accessKeyId}/20250114/us-east-1/s3/aws4_request`,
    'x-amz-date': '20250114T090000Z',
  };
  const policy = Buffer.from(
    JSON.stringify({
      expiration: expiration ?? '2025-01-14T10:00:00Z',
      conditions: [
        ...(conditions ?? [{ bucket: 'drop' }, ['starts-with', '$key', 'incoming/blora/']]),
        ...Object.entries(signing).map(([name, value]) => ({ [name]: value })),
      ],
    }),
  ).toString('base64');
  const signature = await signer.signText(policy, AT);
  return {
    fields: { key, ...signing, policy, 'x-amz-signature': signature, ...fields },
    key: key.replace('${filename}', 'b.md'),
    file: Buffer.from(file),
    fileName: 'b.md',
  };
};
const verdict = (form: Awaited<ReturnType<typeof sign>>, now = AT.getTime()) => {
  const secretOf = (key: string) =>
    key === CREDENTIALS.accessKeyId ? CREDENTIALS.secretAccessKey : undefined;
  try {
    return checkPostPolicy(form, { bucket: 'drop', secretOf, now: () => now }) ?? 'anonymous';
  } catch (error) {
    return error instanceof AwsError ? `${error.code}: ${error.message}` : error;
  }
};

const ACCEPTED: [string, Form][] = [
  ['a key under the prefix', {}],
  ['a key with the name of the file', { key: 'incoming/blora/${filename}' }],
  [
    'a size at the limit',
    { conditions: [{ bucket: 'drop' }, ['starts-with', '$key', ''], ['content-length-range', 5, 5]] },
  ],
  [
    'a type that begins as it must',
    {
      conditions: [
        { bucket: 'drop' },
        ['starts-with', '$key', ''],
        ['starts-with', '$Content-Type', 'text/'],
      ],
      fields: { 'content-type': 'text/markdown' },
    },
  ],
  ['a field to be ignored', { fields: { 'x-ignore-note': '1' } }],
];
const REFUSED: [string, Form, RegExp][] = [
  ['a key elsewhere', { key: 'incoming/other/a.md' }, /^AccessDenied: .*starts-with.*incoming\/blora/],
  [
    'another bucket',
    { conditions: [{ bucket: 'site' }, ['starts-with', '$key', '']] },
    /^AccessDenied: .*bucket.*site/,
  ],
  [
    'a field that the policy does not mention',
    { fields: { acl: 'public-read' } },
    /^AccessDenied: .*Extra input fields: acl/,
  ],
  [
    'a file too long',
    {
      conditions: [
        ['starts-with', '$key', ''],
        ['content-length-range', 0, 4],
      ],
    },
    /^EntityTooLarge/,
  ],
  [
    'a file too short',
    {
      conditions: [
        ['starts-with', '$key', ''],
        ['content-length-range', 6, 9],
      ],
    },
    /^EntityTooSmall/,
  ],
  ['an expired policy', { expiration: '2025-01-14T08:59:59Z' }, /^AccessDenied: .*Policy expired/],
  ['an operator that is none', { conditions: [['matches', '$key', '']] }, /^InvalidPolicyDocument/],
  ['another policy under the signature', { fields: { policy: 'e30=' } }, /^SignatureDoesNotMatch/],
  [
    'an unknown key',
    { fields: { 'x-amz-credential': 'AKIDOTHER/20250114/us-east-1/s3/aws4_request' } },
    /^InvalidAccessKeyId/,
  ],
];

describe('checkPostPolicy', () => {
  it.each(ACCEPTED)('accepts %s', async (_, form) => {
    expect(verdict(await sign(form))).toBe(CREDENTIALS.accessKeyId);
  });
  it.each(REFUSED)('refuses %s', async (_, form, message) => {
    expect(verdict(await sign(form))).toMatch(message);
  });
  it('refuses a form that is signed in part', async () => {
    const { fields, ...form } = await sign({});
    const { policy: _, ...rest } = fields;
    expect(verdict({ ...form, fields: rest as typeof fields })).toMatch(/^InvalidArgument: .*'policy'/);
  });
  it('takes a form without a signature as anonymous', async () => {
    const form = await sign({});
    expect(verdict({ ...form, fields: { key: form.key } as typeof form.fields })).toBe('anonymous');
  });
});
