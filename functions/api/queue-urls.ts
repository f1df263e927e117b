import type { ApiEnv } from './env.ts';

/** Every queue with its dead letters, in the order data flows. */
export function queueUrlsOf(env: ApiEnv) {
  return [
    { name: 'uploads', queue: env.UPLOADS_QUEUE_URL, dead: env.UPLOADS_DEAD_URL },
    { name: 'conversions', queue: env.CONVERSIONS_QUEUE_URL, dead: env.CONVERSIONS_DEAD_URL },
    { name: 'changes', queue: env.CHANGES_QUEUE_URL, dead: env.CHANGES_DEAD_URL },
    { name: 'feeds', queue: env.FEEDS_QUEUE_URL, dead: env.FEEDS_DEAD_URL },
    { name: 'urgent', queue: env.URGENT_QUEUE_URL, dead: env.URGENT_DEAD_URL },
    { name: 'deliveries', queue: env.DELIVERIES_QUEUE_URL, dead: env.DELIVERIES_DEAD_URL },
    { name: 'bulk', queue: env.BULK_QUEUE_URL, dead: env.BULK_DEAD_URL },
  ] as const;
}
