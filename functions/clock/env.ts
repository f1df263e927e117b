import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1));
const queueUrl = z.url();

/** What clock needs from its environment; the stack gives exactly this. */
export const clockEnvSchema = z.object({
  TABLE: name,
  DROP_BUCKET: name,
  PUBLIC_BUCKET: name,
  UPLOADS_QUEUE_URL: queueUrl,
  CHANGES_QUEUE_URL: queueUrl,
  FEEDS_QUEUE_URL: queueUrl,
  URGENT_QUEUE_URL: queueUrl,
  DELIVERIES_QUEUE_URL: queueUrl,
  BULK_QUEUE_URL: queueUrl,
  LOG_LEVEL: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
});
export type ClockEnv = z.infer<typeof clockEnvSchema>;

/** Each queue that clock sends to. */
export function queueUrlsOf(env: ClockEnv) {
  return {
    uploads: env.UPLOADS_QUEUE_URL,
    changes: env.CHANGES_QUEUE_URL,
    feeds: env.FEEDS_QUEUE_URL,
    urgent: env.URGENT_QUEUE_URL,
    deliveries: env.DELIVERIES_QUEUE_URL,
    bulk: env.BULK_QUEUE_URL,
  };
}
