import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

/** What ingest is told of. A command is never taken back, so its removal says nothing. */
const TOLD = [
  ['incoming/', 's3:ObjectCreated:*'],
  ['incoming/', 's3:ObjectRemoved:DeleteMarkerCreated'],
  ['commands/', 's3:ObjectCreated:*'],
  ['check/', 's3:ObjectCreated:*'],
] as const;
/** What was only checked, its receipts, and what was opened of it: no part of the log. */
const CHECKED = ['check/', 'receipts/_check/', 'converted/check/'] as const;
const CHECKED_FOR = Duration.days(30);
const NOT_LOGGED =
  'Who wrote what and when stands in the versions themselves, in the receipts and in the audit items; access logs would ' +
  "keep authors' addresses in a second place. An account that needs them turns on CloudTrail data events.";

/**
 * The versioned log of everything that authors uploaded and operators commanded. Its name is fixed, so that the queue's
 * policy can name the bucket before it exists: S3 checks that policy when the notifications are set.
 */
export function makeDropBucket(scope: Construct, id: string, stage: Stage, uploads: Queue): Bucket {
  const { account, region, partition } = Stack.of(scope);
  const bucketName = `presswire-${stage.name}-drop-${account}-${region}`;
  const bucket = new Bucket(scope, id, {
    bucketName,
    versioned: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      { abortIncompleteMultipartUploadAfter: Duration.days(7) },
      // A day for what is deleted or replaced; S3 takes the marker of what has gone wholly away itself.
      ...CHECKED.map((prefix) => ({
        prefix,
        expiration: CHECKED_FOR,
        noncurrentVersionExpiration: Duration.days(1),
      })),
    ],
    // The signed form is the permission, whichever page posts it; no credentials travel with it.
    cors: [
      {
        allowedMethods: [HttpMethods.POST],
        allowedOrigins: ['*'],
        exposedHeaders: ['ETag', 'x-amz-version-id'],
        maxAge: 3600,
      },
    ],
  });
  Validations.of(bucket).acknowledge({ id: 'AwsSolutions-S1', reason: NOT_LOGGED });
  notify(bucket, `arn:${partition}:s3:::${bucketName}`, uploads);
  return bucket;
}

/** Native notifications: the bucket's own method would bring a custom resource with a function and a managed policy. */
function notify(bucket: Bucket, bucketArn: string, queue: Queue): void {
  const { policyDependable } = queue.addToResourcePolicy(
    new PolicyStatement({
      actions: ['sqs:SendMessage'],
      principals: [new ServicePrincipal('s3.amazonaws.com')],
      resources: [queue.queueArn],
      conditions: {
        ArnEquals: { 'aws:SourceArn': bucketArn },
        StringEquals: { 'aws:SourceAccount': Stack.of(bucket).account },
      },
    }),
  );
  if (policyDependable) bucket.node.addDependency(policyDependable);
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket)) throw new Error('the drop bucket is not a CloudFormation bucket');
  resource.notificationConfiguration = {
    queueConfigurations: TOLD.map(([prefix, event]) => ({
      queue: queue.queueArn,
      event,
      filter: { s3Key: { rules: [{ name: 'prefix', value: prefix }] } },
    })),
  };
}
