import { Duration, Validations } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** Calls a function once a minute. A lost tick is made up for by the next: what is due stays due. */
export function makeMinuteSchedule(scope: Construct, id: string, target: IFunction): Rule {
  const minute = new Rule(scope, id, {
    schedule: Schedule.rate(Duration.minutes(1)),
    targets: [new LambdaFunction(target)],
  });
  Validations.of(minute).acknowledge({
    id: 'Serverless-EventBusDLQ',
    reason:
      'A tick carries nothing but that a minute has passed, and what it did not do the next one does. Kept and sent once ' +
      'more it would say nothing; an alarm rings where ticks fail.',
  });
  return minute;
}
