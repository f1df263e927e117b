import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1));
const queueUrl = z.url();

/** What ingest needs from its environment; the stack gives exactly this. */
export const ingestEnvSchema = z.object({
  TABLE: name,
  DROP_BUCKET: name,
  PUBLIC_BUCKET: name,
  DISTRIBUTION_ID: name,
  /** Origin of every public address, without a slash at its end. */
  SITE_URL: z.url(),
  /** What release ids derive from; never changes for a deployment. */
  NETWORK: name,
  UPLOADS_QUEUE_URL: queueUrl,
  CHANGES_QUEUE_URL: queueUrl,
  FEEDS_QUEUE_URL: queueUrl,
  CONVERSIONS_QUEUE_URL: queueUrl,
  UPLOADS_DEAD_URL: queueUrl,
  LOG_LEVEL: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
});
export type IngestEnv = z.infer<typeof ingestEnvSchema>;

/** Where ingest sends prompts. */
export function queueUrlsOf(env: IngestEnv) {
  return {
    uploads: env.UPLOADS_QUEUE_URL,
    uploadsDead: env.UPLOADS_DEAD_URL,
    conversions: env.CONVERSIONS_QUEUE_URL,
    changes: env.CHANGES_QUEUE_URL,
    feeds: env.FEEDS_QUEUE_URL,
  };
}
