import * as z from 'zod';
import type { ResourceView, StackView } from './stack-view.ts';
import { parsePolicy, type Statement } from './statement.ts';

/** The statements that a bucket, queue, table or secret carries itself. They say nothing about other resources. */
export type ResourcePolicy = { attachedTo: string; statements: readonly Statement[] };

const bucketPolicySchema = z.object({ Bucket: z.string(), PolicyDocument: z.unknown() });
const queuePolicySchema = z.object({ Queues: z.array(z.string()), PolicyDocument: z.unknown() });
const inlinePolicySchema = z.object({ Queue: z.string(), PolicyDocument: z.unknown() });
const secretPolicySchema = z.object({ SecretId: z.string(), ResourcePolicy: z.unknown() });
const tableSchema = z.object({ ResourcePolicy: z.object({ PolicyDocument: z.unknown() }).optional() });

/** The resource policies of the stack: of buckets, queues, tables and secrets. */
export function resourcePolicies(stack: StackView): ResourcePolicy[] {
  return [
    ...stack.all('AWS::S3::BucketPolicy').map((resource) => {
      const props = read(bucketPolicySchema, resource);
      return attach(`arn:aws:s3:::${props.Bucket}`, props.PolicyDocument, resource);
    }),
    ...stack.all('AWS::SQS::QueuePolicy').flatMap((resource) => {
      const props = read(queuePolicySchema, resource);
      return props.Queues.map((url) =>
        attach(queueArn(stack, url, resource), props.PolicyDocument, resource),
      );
    }),
    ...stack.all('AWS::SQS::QueueInlinePolicy').map((resource) => {
      const props = read(inlinePolicySchema, resource);
      return attach(queueArn(stack, props.Queue, resource), props.PolicyDocument, resource);
    }),
    ...stack.all('AWS::SecretsManager::ResourcePolicy').map((resource) => {
      const props = read(secretPolicySchema, resource);
      return attach(props.SecretId, props.ResourcePolicy, resource);
    }),
    ...stack.all('AWS::DynamoDB::Table').flatMap((resource) => {
      const policy = read(tableSchema, resource).ResourcePolicy;
      return policy ? [attach(resource.arn, policy.PolicyDocument, resource)] : [];
    }),
  ];
}

/** The statements that a resource carries: of the policy attached to it or, for an object or an index, to its owner. */
export function policiesOn(policies: readonly ResourcePolicy[], resource: string): Statement[] {
  return policies
    .filter(({ attachedTo }) => resource === attachedTo || resource.startsWith(`${attachedTo}/`))
    .flatMap(({ statements }) => statements);
}

function attach(attachedTo: string, document: unknown, resource: ResourceView): ResourcePolicy {
  const statements = parsePolicy(document, resource.id);
  for (const statement of statements) {
    if (!statement.principal)
      throw new Error(`${resource.id}: a resource policy's statement needs a Principal`);
  }
  return { attachedTo, statements };
}

function queueArn(stack: StackView, url: string, resource: ResourceView): string {
  const queue = stack.all('AWS::SQS::Queue').find(({ ref }) => ref === url);
  if (!queue) throw new Error(`${resource.id}: the queue ${url} is not in the stack`);
  return queue.arn;
}

function read<Schema extends z.ZodType>(schema: Schema, resource: ResourceView): z.infer<Schema> {
  const result = schema.safeParse(resource.props);
  if (!result.success) throw new Error(`${resource.id}: ${z.prettifyError(result.error)}`);
  return result.data;
}
