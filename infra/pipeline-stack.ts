import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Presswire, type PresswireProps } from './presswire.ts';

/** A name that is no part of the logical ids below it, which are what the stack's data hang on. */
const WITHOUT_A_NAME = 'Default';

/** The stack of a stage: the pipeline, and outputs for people and for the local run. */
export function makePipelineStack(scope: Construct, props: PresswireProps): Stack {
  const stack = new Stack(scope, props.stage.stackName, {
    description: 'Presswire: press releases to pages, feeds and webhooks',
  });
  const presswire = new Presswire(stack, WITHOUT_A_NAME, props);
  tell(stack, {
    SiteUrl: presswire.siteUrl,
    DropBucket: presswire.dropBucket.bucketName,
    PublicBucket: presswire.publicBucket.bucketName,
    TableName: presswire.table.tableName,
    KeyringSecret: presswire.keyring.secretArn,
    AlarmTopic: presswire.alarmTopic.topicArn,
    EventBus: presswire.bus.eventBusName,
  });
  return stack;
}

/** Outputs by exactly these names. */
function tell(stack: Stack, outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) {
    new CfnOutput(stack, `${name}Output`, { value }).overrideLogicalId(name);
  }
}
