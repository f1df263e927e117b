import { Metrics as Powertools, MetricUnit } from '@aws-lambda-powertools/metrics';

/** The namespace of every metric and alarm. */
export const METRICS_NAMESPACE = 'Presswire';

/** Counts and durations of one invocation; `flush` writes them as one line of CloudWatch's embedded metric format. */
export type Metrics = {
  count(name: string, amount?: number): void;
  milliseconds(name: string, durationMs: number): void;
  seconds(name: string, seconds: number): void;
  flush(): void;
};

/** Metrics with `service` as their only dimension, since each combination of dimensions is a metric to pay for. */
export function makeMetrics(service: string): Metrics {
  const metrics = new Powertools({ namespace: METRICS_NAMESPACE, serviceName: service });
  return {
    count: (name, amount = 1) => metrics.addMetric(name, MetricUnit.Count, amount),
    milliseconds: (name, durationMs) => metrics.addMetric(name, MetricUnit.Milliseconds, durationMs),
    seconds: (name, seconds) => metrics.addMetric(name, MetricUnit.Seconds, seconds),
    flush() {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}
