import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

type AlarmProps = {
  /** Its heading in docs/runbook.md. */
  name: string;
  metric: IMetric;
  /** Raised when the metric is above this … */
  above: number;
  /** … for so many periods of the metric on end. */
  periods: number;
  /** What goes wrong for whom while it lasts. */
  errorImpact: string;
  /** Raised as well when nothing is measured for as long; elsewhere silence raises nothing. */
  silenceRings?: true;
};
export type Alarms = {
  topic: ITopic;
  /** Adds an alarm that tells the topic. */
  add: (alarm: AlarmProps) => void;
  /** Those that were added so far. */
  added: readonly Alarm[];
};

/** The period of the alarms on queues. */
export const ALARM_PERIOD = Duration.minutes(1);

/** The alarms of one deployment and the topic that tells people of them. */
export function makeAlarms(scope: Construct, id: string, stage: Stage): Alarms {
  const group = new Construct(scope, id);
  const topic = new Topic(group, 'Topic', { enforceSSL: true });
  // A topic with a policy of its own loses the one that lets the account's alarms publish.
  topic.addToResourcePolicy(
    new PolicyStatement({
      actions: ['sns:Publish'],
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  const added: Alarm[] = [];
  if (stage.alarmEmail) topic.addSubscription(new EmailSubscription(stage.alarmEmail));
  return {
    topic,
    added,
    add({ name, metric, above, periods, errorImpact, silenceRings }) {
      const alarm = new Alarm(group, name, {
        alarmName: `presswire-${stage.name}-${name}`,
        alarmDescription: `${errorImpact} What to do: docs/runbook.md, "${name}".`,
        metric,
        threshold: above,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: periods,
        treatMissingData: silenceRings ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(new SnsAction(topic));
      added.push(alarm);
    },
  };
}
