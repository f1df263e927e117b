import { Duration } from 'aws-cdk-lib';
import { MathExpression, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Alarms } from './alarms.ts';
import { figureOf, sumOf } from './own-metric.ts';
import type { Functions } from './pipeline-function.ts';

/** The beat asks for the site's documents every five minutes. */
const MOST_SITE_AGE = Duration.minutes(15);
/** A share of fewer says nothing. */
const FEWEST = 20;
const MOST_FAILED_PERCENT = 10;
const MOST_REFUSED_PERCENT = 50;
/** In five minutes; a few are tried again at once and go by unnoticed. */
const MOST_THROTTLES = 20;
const MOST_TABLE_THROTTLES = 100;
const MOST_DWELL = Duration.minutes(2);
const MOST_PULSE = Duration.minutes(2);
const HOUR = Duration.hours(1);
const QUARTER = Duration.minutes(15);

/** What readers and partners get, whatever it is that keeps it from them. */
export type ServiceFigures = {
  siteAge: IMetric;
  /** From a file that is put to its receipt, its page and its JSON. */
  dwell: IMetric;
  /** From a file that the clock puts to its answer, or the age of one without. */
  pulse: IMetric;
  failedShare: IMetric;
  refusedShare: IMetric;
  functionThrottles: IMetric;
  tableThrottles: IMetric;
};

/** The figures of the service as a whole, for alarms and dashboard. */
export function makeServiceFigures(functions: Functions, table: Table): ServiceFigures {
  const throttles = Object.values(functions).map((fn) => fn.metricThrottles());
  const refused = ['ReadThrottleEvents', 'WriteThrottleEvents'].map((name) =>
    table.metric(name, { statistic: 'Sum', dimensionsMap: { TableName: table.tableName } }),
  );
  return {
    siteAge: figureOf('SiteAge', 'clock', { statistic: 'Maximum' }),
    dwell: figureOf('Dwell', 'ingest', { statistic: 'p95', period: QUARTER }),
    pulse: figureOf('PulseSeconds', 'clock', { statistic: 'Maximum' }),
    failedShare: shareOf(['DeliveriesFailed'], ['DeliveriesDelivered'], HOUR, '% of deliveries given up'),
    refusedShare: shareOf(
      ['DeliveriesRetried', 'DeliveriesFailed'],
      ['DeliveriesDelivered'],
      QUARTER,
      '% of requests not answered with 2xx',
    ),
    functionThrottles: sumOf(throttles, 'throttled invocations'),
    tableThrottles: sumOf(refused, 'throttled reads and writes'),
  };
}

/** An alarm for each figure of the service. */
export function makeServiceAlarms(alarms: Alarms, figures: ServiceFigures): void {
  alarms.add({
    name: 'site-age',
    metric: figures.siteAge,
    above: MOST_SITE_AGE.toMilliseconds(),
    periods: 3,
    silenceRings: true,
    errorImpact:
      'Readers see an old site: it was not built for a quarter of an hour, or the clock stands still.',
  });
  alarms.add({
    name: 'publication-slow',
    metric: figures.dwell,
    above: MOST_DWELL.toMilliseconds(),
    periods: 2,
    errorImpact: 'Authors wait: one file in twenty takes more than two minutes to its receipt and its page.',
  });
  alarms.add({
    name: 'pulse',
    metric: figures.pulse,
    above: MOST_PULSE.toSeconds(),
    periods: 2,
    silenceRings: true,
    errorImpact:
      'Whoever uploads now waits: a file that was put to be checked has no answer after two minutes.',
  });
  alarms.add({
    name: 'deliveries-failed',
    metric: figures.failedShare,
    above: MOST_FAILED_PERCENT,
    periods: 1,
    errorImpact: 'Partners miss releases: more than one delivery in ten of this hour was given up.',
  });
  alarms.add({
    name: 'requests-refused',
    metric: figures.refusedShare,
    above: MOST_REFUSED_PERCENT,
    periods: 2,
    errorImpact:
      'Partners get releases late: more than half of all requests to them are not answered with 2xx.',
  });
  alarms.add({
    name: 'functions-throttled',
    metric: figures.functionThrottles,
    above: MOST_THROTTLES,
    periods: 3,
    errorImpact: 'Everything is late: Lambda runs as many functions at once as the account may.',
  });
  alarms.add({
    name: 'table-throttled',
    metric: figures.tableThrottles,
    above: MOST_TABLE_THROTTLES,
    periods: 3,
    errorImpact: 'Everything is late: the table takes fewer reads or writes than are asked of it.',
  });
}

/** How many in a hundred went wrong; 0 where there were too few to say. */
function shareOf(
  wrong: readonly string[],
  right: readonly string[],
  period: Duration,
  label: string,
): IMetric {
  const names = [...wrong, ...right];
  const sum = (of: readonly string[]) => of.map((name) => `FILL(${idOf(name)}, 0)`).join(' + ');
  return new MathExpression({
    expression: `IF(${sum(names)} >= ${FEWEST}, 100 * (${sum(wrong)}) / (${sum(names)}), 0)`,
    usingMetrics: Object.fromEntries(
      names.map((name) => [idOf(name), figureOf(name, 'deliver', { period })]),
    ),
    period,
    label,
  });
}

/** Ids of metrics begin with a lower-case letter. */
function idOf(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
