import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Alarms } from '../constructs/alarms.ts';
import type { Queues } from '../queues.ts';
import type { Stage } from '../stages.ts';
import type { FunctionName } from '../timeouts.ts';

/** What the functions are built on. */
export type Platform = {
  stage: Stage;
  alarms: Alarms;
  queues: Queues;
  table: Table;
  dropBucket: Bucket;
  keyring: Secret;
  bus: EventBus;
  /** The bundle of a function. */
  code: (name: FunctionName) => Code;
  /** `sharp` for Lambda's processor, as a layer's content. */
  sharp: Code;
};
