import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { ConvertEnv } from '../../functions/convert/env.ts';
import { makePipelineFunction } from '../constructs/pipeline-function.ts';
import { TIMEOUTS } from '../timeouts.ts';
import { makeSharpLayer } from './sharp-layer.ts';
import type { Platform } from './platform.ts';

const WHY_OBJECTS = 'Objects of these folders, whose keys authors choose.';

/** Word files, mails and ZIPs to conversions, with memory and a deadline of their own (ADR 24). */
export function makeConvert(scope: Construct, platform: Platform): Function {
  const { stage, alarms, queues, dropBucket: drop, code } = platform;
  const convert = makePipelineFunction<ConvertEnv>(scope, 'Convert', {
    name: 'convert',
    code: code('convert'),
    memoryMb: 1536,
    timeout: TIMEOUTS.convert,
    env: {
      DROP_BUCKET: drop.bucketName,
      UPLOADS_QUEUE_URL: queues.uploads.queue.queueUrl,
      CONVERSIONS_QUEUE_URL: queues.conversions.queue.queueUrl,
      CONVERSIONS_DEAD_URL: queues.conversions.dead.queueUrl,
      LOG_LEVEL: stage.logLevel,
    },
    may: [
      {
        actions: ['s3:GetObjectVersion'],
        on: ['incoming', 'check'].map((folder) => drop.arnForObjects(`${folder}/*`)),
        why: WHY_OBJECTS,
      },
      {
        actions: ['s3:GetObject', 's3:PutObject'],
        on: [drop.arnForObjects('converted/*')],
        why: 'Conversions and pictures are named by hashes.',
      },
      // Without it S3 answers 403 for an object that is not there, and absence could not be told from a refusal.
      { actions: ['s3:ListBucket'], on: [drop.bucketArn] },
      {
        actions: ['sqs:SendMessage'],
        on: [queues.uploads.queue.queueArn, queues.conversions.dead.queueArn],
      },
    ],
    // One at a time: a file that takes the function with it must count against no other.
    sources: [{ from: queues.conversions, maxConcurrency: 4, batch: 1 }],
    alarms,
    errorImpact: 'Word files, mails and ZIPs wait unread.',
  });
  convert.addLayers(makeSharpLayer(scope, platform.sharp));
  return convert;
}
