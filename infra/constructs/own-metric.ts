import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionName } from '../timeouts.ts';

/** What shared/platform/metrics.ts writes into; a test holds the two together. */
const NAMESPACE = 'Presswire';
const PERIOD = Duration.minutes(5);

/** A figure that one function writes, with its own name as the dimension `service`. */
export function figureOf(
  metricName: string,
  service: FunctionName,
  { statistic = 'Sum', period = PERIOD }: { statistic?: string; period?: Duration } = {},
): Metric {
  return new Metric({ namespace: NAMESPACE, metricName, dimensionsMap: { service }, statistic, period });
}

/** A count over several functions. */
export function countOf(metricName: string, services: readonly FunctionName[]): IMetric {
  return sumOf(
    services.map((service) => figureOf(metricName, service)),
    metricName,
  );
}

/** The sum of metrics, of which each may be silent. */
export function sumOf(metrics: readonly IMetric[], label: string, period = PERIOD): IMetric {
  const [only] = metrics;
  if (only && metrics.length === 1) return only;
  return new MathExpression({
    expression: metrics.map((_, index) => `FILL(m${index}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric])),
    period,
    label,
  });
}
