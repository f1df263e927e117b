import type { Log } from '#platform/logger.ts';
import type { Metrics } from '#platform/metrics.ts';
import type { PublishEvent } from './publish-deps.ts';

/** The metric that each event counts; an alarm rings on any of them. */
const METRICS: Readonly<Record<PublishEvent['event'], string>> = {
  quarantined: 'EntriesQuarantined',
  'gate-failed': 'FeedGateFailed',
  'content-missing': 'ContentMissing',
  repaired: 'Repairs',
};

/** A log line and a count for what operators should know of. */
export function makeReport({ logger, metrics }: { logger: Log; metrics: Metrics }) {
  return ({ event, ...fields }: PublishEvent): void => {
    logger.error(event, fields);
    metrics.count(METRICS[event]);
  };
}
