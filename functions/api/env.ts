import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1));

/** What api needs from its environment; the stack gives exactly this. */
export const apiEnvSchema = z.object({
  TABLE: name,
  DROP_BUCKET: name,
  KEYRING_SECRET: name,
  /** `loopback` also accepts http and loopback addresses; on one machine only. */
  ENDPOINT_POLICY: z.enum(['public', 'loopback']),
  UPLOADS_QUEUE_URL: z.url(),
  CONVERSIONS_QUEUE_URL: z.url(),
  CHANGES_QUEUE_URL: z.url(),
  FEEDS_QUEUE_URL: z.url(),
  URGENT_QUEUE_URL: z.url(),
  DELIVERIES_QUEUE_URL: z.url(),
  BULK_QUEUE_URL: z.url(),
  UPLOADS_DEAD_URL: z.url(),
  CONVERSIONS_DEAD_URL: z.url(),
  CHANGES_DEAD_URL: z.url(),
  FEEDS_DEAD_URL: z.url(),
  URGENT_DEAD_URL: z.url(),
  DELIVERIES_DEAD_URL: z.url(),
  BULK_DEAD_URL: z.url(),
  LOG_LEVEL: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
});
export type ApiEnv = z.infer<typeof apiEnvSchema>;
