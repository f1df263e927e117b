import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1));
const queueUrl = z.url();

/** What deliver needs from its environment; the stack gives exactly this. */
export const deliverEnvSchema = z.object({
  TABLE: name,
  PUBLIC_BUCKET: name,
  KEYRING_SECRET: name,
  /** Origin of every public address, without a slash at its end. */
  SITE_URL: z.url(),
  /** `loopback` also lets http and loopback addresses through; on one machine only. */
  ENDPOINT_POLICY: z.enum(['public', 'loopback']),
  /** Who mails to partners come from; empty: none are sent. */
  MAIL_FROM: z.union([z.literal(''), z.email()]),
  URGENT_QUEUE_URL: queueUrl,
  DELIVERIES_QUEUE_URL: queueUrl,
  BULK_QUEUE_URL: queueUrl,
  URGENT_DEAD_URL: queueUrl,
  DELIVERIES_DEAD_URL: queueUrl,
  BULK_DEAD_URL: queueUrl,
  LOG_LEVEL: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
});
export type DeliverEnv = z.infer<typeof deliverEnvSchema>;
