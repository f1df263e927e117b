import * as z from 'zod/mini';

/** How often a message is received before it is a dead letter; the last two answer (`give-up.ts`). */
export const CONVERT_RECEIVES = 20;

const name = z.string().check(z.minLength(1));
const queueUrl = z.url();

/** What convert needs from its environment; the stack gives exactly this. */
export const convertEnvSchema = z.object({
  DROP_BUCKET: name,
  UPLOADS_QUEUE_URL: queueUrl,
  CONVERSIONS_QUEUE_URL: queueUrl,
  CONVERSIONS_DEAD_URL: queueUrl,
  LOG_LEVEL: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
});
export type ConvertEnv = z.infer<typeof convertEnvSchema>;
