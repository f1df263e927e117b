import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  TextWidget,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Queues } from '../queues.ts';
import type { Stage } from '../stages.ts';
import type { Alarms } from './alarms.ts';
import { figureOf } from './own-metric.ts';
import type { Functions } from './pipeline-function.ts';
import type { ServiceFigures } from './service-alarms.ts';

const WIDTH = 24;
const PERIOD = Duration.minutes(5);

type DashboardProps = {
  stage: Stage;
  alarms: Alarms;
  figures: ServiceFigures;
  queues: Queues;
  functions: Functions;
};

/** One page, read from top to bottom: what rings, what people get, where it is stuck, and why. */
export function makeDashboard(scope: Construct, id: string, props: DashboardProps): Dashboard {
  const dashboard = new Dashboard(scope, id, {
    dashboardName: `presswire-${props.stage.name}`,
    defaultInterval: Duration.hours(3),
  });
  for (const [heading, ...widgets] of rowsOf(props)) {
    dashboard.addWidgets(new TextWidget({ markdown: heading, width: WIDTH, height: 2 }));
    dashboard.addWidgets(...widgets);
  }
  return dashboard;
}

function rowsOf({ alarms, figures, queues, functions }: DashboardProps): [string, ...IWidget[]][] {
  const works = Object.values(queues).map(({ queue }) => queue);
  const deads = Object.values(queues).map(({ dead }) => dead);
  const all = Object.values(functions);
  return [
    [
      '## 1. Does anything ring?\nEach alarm has an article of its name in docs/runbook.md: symptom, check, fix, prevent.',
      new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms.added], width: WIDTH, height: 6 }),
    ],
    [
      '## 2. What do people get?\nThe age of the site for readers, the wait of authors, the share of what partners did not take.',
      graph('Age of the site, file to page (ms)', [figures.siteAge, figures.dwell], 5),
      graph('Pulse: a file to its answer (s)', [figures.pulse], 5),
      graph('Deliveries', deliveries(), 5),
      graph('Given up (%)', [figures.failedShare], 5),
      graph('Not answered with 2xx (%)', [figures.refusedShare], 5),
    ],
    [
      '## 3. Where is it stuck?\nIn the order data flows: uploads, conversions, changes, feeds, urgent, deliveries, bulk.',
      graph(
        'Oldest message (s)',
        works.map((one) => one.metricApproximateAgeOfOldestMessage(most)),
        3,
      ),
      graph(
        'Waiting',
        works.map((one) => one.metricApproximateNumberOfMessagesVisible(most)),
        3,
      ),
      graph(
        'Dead letters',
        deads.map((one) => one.metricApproximateNumberOfMessagesVisible(most)),
        3,
      ),
    ],
    [
      '## 4. Why?\nFunctions that fail, that are slow, that are not let run; a table that refuses.',
      graph(
        'Errors',
        all.map((fn) => fn.metricErrors({ period: PERIOD })),
        4,
      ),
      graph(
        'Duration, p95 (ms)',
        all.map((fn) => fn.metricDuration({ statistic: 'p95', period: PERIOD })),
        4,
      ),
      graph('Throttled invocations', [figures.functionThrottles], 4),
      graph('Throttled reads and writes', [figures.tableThrottles], 4),
    ],
  ];
}

const most = { period: PERIOD, statistic: 'Maximum' };

function deliveries(): IMetric[] {
  return ['DeliveriesDelivered', 'DeliveriesRetried', 'DeliveriesFailed'].map((name) =>
    figureOf(name, 'deliver'),
  );
}

/** One of `of` graphs that share a row. */
function graph(title: string, left: IMetric[], of: number): GraphWidget {
  return new GraphWidget({ title, left, width: Math.floor(WIDTH / of), height: 6, period: PERIOD });
}
