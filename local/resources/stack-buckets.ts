import * as z from 'zod';
import type { CorsRule } from '../s3/cors.ts';
import { readAll } from '../template/read-all.ts';
import type { Stack } from '../template/stack.ts';

const filterSchema = z.array(z.strictObject({ Name: z.string(), Value: z.string() }));
const bucketSchema = z.strictObject({
  AccessControl: z.literal('Private').optional(),
  BucketEncryption: z.unknown().optional(),
  BucketName: z.string().optional(),
  CorsConfiguration: z
    .strictObject({
      CorsRules: z.array(
        z.strictObject({
          AllowedHeaders: z.array(z.string()).default([]),
          AllowedMethods: z.array(z.string()),
          AllowedOrigins: z.array(z.string()),
          ExposedHeaders: z.array(z.string()).default([]),
          Id: z.string().optional(),
          MaxAge: z.number().optional(),
        }),
      ),
    })
    .optional(),
  /** Objects expire after weeks: what a local run does not live to see. */
  LifecycleConfiguration: z.unknown().optional(),
  LoggingConfiguration: z.unknown().optional(),
  MetricsConfigurations: z.unknown().optional(),
  NotificationConfiguration: z
    .strictObject({
      QueueConfigurations: z
        .array(
          z.strictObject({
            Event: z.string(),
            Filter: z.strictObject({ S3Key: z.strictObject({ Rules: filterSchema }) }).optional(),
            Queue: z.string(),
          }),
        )
        .default([]),
    })
    .optional(),
  OwnershipControls: z.unknown().optional(),
  PublicAccessBlockConfiguration: z.unknown().optional(),
  Tags: z.unknown().optional(),
  VersioningConfiguration: z.strictObject({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
});
const customNotificationsSchema = z.strictObject({
  BucketName: z.string(),
  Managed: z.boolean().optional(),
  NotificationConfiguration: z.strictObject({
    QueueConfigurations: z
      .array(
        z.strictObject({
          Events: z.array(z.string()),
          Filter: z.strictObject({ Key: z.strictObject({ FilterRules: filterSchema }) }).optional(),
          Id: z.string().optional(),
          QueueArn: z.string(),
        }),
      )
      .default([]),
  }),
  ServiceToken: z.string(),
  SkipDestinationValidation: z.boolean().optional(),
});

/** A queue that is told of a bucket's changes. */
export type Notification = {
  bucket: string;
  /** `s3:ObjectCreated:*`. */
  events: readonly string[];
  prefix: string;
  suffix: string;
  queueArn: string;
};
export type StackBucket = { id: string; name: string; versioned: boolean; cors: readonly CorsRule[] };

export function stackBuckets(stack: Stack): StackBucket[] {
  return readAll(stack, 'AWS::S3::Bucket', bucketSchema).map(({ id, ref, props }) => ({
    id,
    name: ref,
    versioned: props.VersioningConfiguration?.Status === 'Enabled',
    cors: (props.CorsConfiguration?.CorsRules ?? []).map((rule) => ({
      allowedOrigins: rule.AllowedOrigins,
      allowedMethods: rule.AllowedMethods,
      allowedHeaders: rule.AllowedHeaders,
      exposedHeaders: rule.ExposedHeaders,
      ...(rule.MaxAge === undefined ? {} : { maxAgeSeconds: rule.MaxAge }),
    })),
  }));
}

/** Who is told of a bucket's changes: the bucket's own configuration and that of CDK's custom resource. */
export function stackNotifications(stack: Stack): Notification[] {
  const own = readAll(stack, 'AWS::S3::Bucket', bucketSchema).flatMap(({ ref, props }) =>
    (props.NotificationConfiguration?.QueueConfigurations ?? []).map((configuration) => ({
      bucket: ref,
      events: [configuration.Event],
      queueArn: configuration.Queue,
      ...filterOf(configuration.Filter?.S3Key.Rules),
    })),
  );
  const custom = readAll(stack, 'Custom::S3BucketNotifications', customNotificationsSchema).flatMap(
    ({ props }) =>
      props.NotificationConfiguration.QueueConfigurations.map((configuration) => ({
        bucket: props.BucketName,
        events: configuration.Events,
        queueArn: configuration.QueueArn,
        ...filterOf(configuration.Filter?.Key.FilterRules),
      })),
  );
  return [...own, ...custom];
}

function filterOf(rules: z.infer<typeof filterSchema> = []): { prefix: string; suffix: string } {
  const value = (name: string): string => rules.find((rule) => rule.Name.toLowerCase() === name)?.Value ?? '';
  return { prefix: value('prefix'), suffix: value('suffix') };
}
