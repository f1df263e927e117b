import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1));
const queueUrl = z.url();

/** What announce needs from its environment; the stack gives exactly this. */
export const announceEnvSchema = z.object({
  TABLE: name,
  CHANGES_QUEUE_URL: queueUrl,
  URGENT_QUEUE_URL: queueUrl,
  DELIVERIES_QUEUE_URL: queueUrl,
  CHANGES_DEAD_URL: queueUrl,
  EVENT_BUS: name,
  /** Origin of every public address, without a slash at its end. */
  SITE_URL: z.url(),
  LOG_LEVEL: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
});
export type AnnounceEnv = z.infer<typeof announceEnvSchema>;
