import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1));
const queueUrl = z.url();

/** What publish needs from its environment; the stack gives exactly this. */
export const publishEnvSchema = z.object({
  TABLE: name,
  PUBLIC_BUCKET: name,
  /** Origin of every public address, without a slash at its end. */
  SITE_URL: z.url(),
  /** The network's name as readers see it. */
  NETWORK_NAME: name,
  FEEDS_QUEUE_URL: queueUrl,
  FEEDS_DEAD_URL: queueUrl,
  BULK_QUEUE_URL: queueUrl,
  LOG_LEVEL: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
});
export type PublishEnv = z.infer<typeof publishEnvSchema>;
