import * as z from 'zod';
import { AwsError } from '../protocol.ts';
import type { PostForm } from '../s3/post-form.ts';
import { authError } from './auth-error.ts';
import { ALGORITHM, readScope, sameSignature, signatureOf, signingKey } from './sigv4.ts';

const policySchema = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(
    z.union([
      z.record(z.string(), z.string()),
      z.tuple([z.literal('content-length-range'), z.coerce.number(), z.coerce.number()]),
      z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]),
    ]),
  ),
});
type Policy = z.infer<typeof policySchema>;

/** Fields that a policy need not mention (S3 user guide, "POST policy"). */
const UNMENTIONED = /^(policy|x-amz-signature|file|x-ignore-.*)$/;
const KEY_FIELDS = ['policy', 'x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'x-amz-signature'];

type Options = {
  bucket: string;
  secretOf: (accessKeyId: string) => string | undefined;
  now: () => number;
};

/**
 * The access key that signed a form's policy; `undefined` for a form without one, which is anonymous. Every condition
 * must hold and every field be mentioned by one. Throws `AwsError`: a wrong signature, an expired policy, a condition
 * that does not hold, a file of the wrong size.
 */
export function checkPostPolicy(form: PostForm, { bucket, secretOf, now }: Options): string | undefined {
  const { fields } = form;
  if (!KEY_FIELDS.some((name) => fields[name] !== undefined)) return undefined;
  const missing = KEY_FIELDS.find((name) => fields[name] === undefined);
  if (missing !== undefined) {
    throw new AwsError('InvalidArgument', `Bucket POST must contain a field named '${missing}'.`);
  }
  const scope = readScope(fields['x-amz-credential'] ?? '');
  if (!scope || scope.service !== 's3' || fields['x-amz-algorithm'] !== ALGORITHM) {
    throw new AwsError('InvalidArgument', `The form's credential is no ${ALGORITHM} credential for s3.`);
  }
  const secret = secretOf(scope.accessKeyId);
  if (secret === undefined) throw authError('s3', 'key');
  const signature = signatureOf(signingKey(secret, scope), fields['policy'] ?? '');
  if (!sameSignature(signature, fields['x-amz-signature'] ?? '')) throw authError('s3', 'signature');

  const policy = readPolicy(fields['policy'] ?? '');
  if (Date.parse(policy.expiration) < now()) throw refused('Policy expired.');
  checkConditions(policy, form, bucket);
  return scope.accessKeyId;
}

function readPolicy(encoded: string): Policy {
  try {
    return policySchema.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
  } catch {
    throw new AwsError(
      'InvalidPolicyDocument',
      'The content of the form does not meet the policy document format.',
    );
  }
}

function checkConditions(policy: Policy, form: PostForm, bucket: string): void {
  const valueOf = (name: string) => (name === 'bucket' ? bucket : (fieldOf(form, name) ?? ''));
  const mentioned = new Set(['bucket']);
  for (const condition of policy.conditions) {
    if (!Array.isArray(condition)) {
      for (const [name, wanted] of Object.entries(condition)) {
        mentioned.add(name.toLowerCase());
        if (valueOf(name.toLowerCase()) !== wanted) throw failed(['eq', `$${name}`, wanted]);
      }
    } else if (condition[0] === 'content-length-range') {
      checkSize(form.file.length, condition[1], condition[2]);
    } else {
      const [operator, reference, wanted] = condition;
      const name = reference.slice(1).toLowerCase();
      mentioned.add(name);
      const value = valueOf(name);
      if (!(operator === 'eq' ? value === wanted : startsWith(name, value, wanted))) throw failed(condition);
    }
  }
  const extra = Object.keys(form.fields).find((name) => !mentioned.has(name) && !UNMENTIONED.test(name));
  // The parser takes the file part's content type where the form has no field of that name.
  if (extra !== undefined && extra !== 'content-type') throw refused(`Extra input fields: ${extra}`);
}

/** Conditions look at the key as it will be, with the file's name in it, or as the form wrote it. */
function fieldOf(form: PostForm, name: string): string | undefined {
  if (name !== 'key') return form.fields[name];
  return form.fields['key']?.includes('${filename}') ? form.fields['key'] : form.key;
}

/** A list of content types must fit element by element. */
function startsWith(name: string, value: string, wanted: string): boolean {
  const values = name === 'content-type' ? value.split(',') : [value];
  return values.every((each) => each.startsWith(wanted));
}

function checkSize(size: number, least: number, most: number): void {
  if (size > most) {
    throw new AwsError('EntityTooLarge', `Your proposed upload of ${size} bytes exceeds the allowed ${most}`);
  }
  if (size < least) {
    throw new AwsError(
      'EntityTooSmall',
      `Your proposed upload of ${size} bytes is smaller than the allowed ${least}`,
    );
  }
}

const refused = (why: string): AwsError =>
  new AwsError('AccessDenied', `Invalid according to Policy: ${why}`, 403);
const failed = (condition: unknown): AwsError =>
  refused(`Policy Condition failed: ${JSON.stringify(condition)}`);
