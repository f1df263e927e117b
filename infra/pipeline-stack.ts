import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { makeAlarms } from './constructs/alarms.ts';
import { makeDropBucket } from './constructs/drop-bucket.ts';
import { makeHttpApi } from './constructs/http-api.ts';
import { makeKeyring } from './constructs/keyring.ts';
import { makeMinuteSchedule } from './constructs/minute-schedule.ts';
import { makePromiseAlarms } from './constructs/promise-alarms.ts';
import { makePublicSite } from './constructs/public-site.ts';
import { makeReleaseTable } from './constructs/release-table.ts';
import { makeAnnounce } from './functions/announce.ts';
import { makeApi } from './functions/api.ts';
import { makeClock } from './functions/clock.ts';
import { makeConvert } from './functions/convert.ts';
import { makeDeliver } from './functions/deliver.ts';
import { makeIngest } from './functions/ingest.ts';
import type { Platform } from './functions/platform.ts';
import { makePublish } from './functions/publish.ts';
import { makeQueues } from './queues.ts';
import type { Stage } from './stages.ts';
import type { FunctionName } from './timeouts.ts';

export type PipelineProps = {
  stage: Stage;
  /** The bundle of each function. */
  code: (name: FunctionName) => Code;
  /** What the layer of convert holds. */
  sharp: Code;
};

/** The whole pipeline (DESIGN §2): drop bucket, table, public site, the queues between them and the functions. */
export function makePipelineStack(scope: Construct, { stage, code, sharp }: PipelineProps): Stack {
  const stack = new Stack(scope, stage.stackName, {
    description: 'Presswire: press releases to pages, feeds and webhooks',
  });
  const alarms = makeAlarms(stack, 'Alarms', stage);
  makePromiseAlarms(alarms);
  const queues = makeQueues(stack, alarms);
  const table = makeReleaseTable(stack, 'Table');
  const dropBucket = makeDropBucket(stack, 'Drop', stage, queues.uploads.queue);
  const keyring = makeKeyring(stack, 'Keyring');
  const platform: Platform = { stage, alarms, queues, table, dropBucket, keyring, code, sharp };

  const { domainName } = makeHttpApi(stack, 'Http', makeApi(stack, platform));
  const site = makePublicSite(stack, 'Site', { stage, apiDomainName: domainName });

  makeIngest(stack, platform, site);
  makeConvert(stack, platform);
  makeAnnounce(stack, platform);
  makePublish(stack, platform, site);
  makeDeliver(stack, platform, site);
  makeMinuteSchedule(stack, 'Minute', makeClock(stack, platform, site));

  tell(stack, {
    SiteUrl: site.url,
    DropBucket: dropBucket.bucketName,
    PublicBucket: site.bucket.bucketName,
    TableName: table.tableName,
    KeyringSecret: keyring.secretArn,
    AlarmTopic: alarms.topic.topicArn,
  });
  return stack;
}

/** Outputs by exactly these names. */
function tell(stack: Stack, outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) {
    new CfnOutput(stack, `${name}Output`, { value }).overrideLogicalId(name);
  }
}
