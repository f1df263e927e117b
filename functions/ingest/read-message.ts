import { uploadPromptSchema } from '#domain/prompt/prompt.ts';
import { keysOfNotification } from '#domain/prompt/s3-notification.ts';
import { promptReader } from '#platform/read-prompt.ts';
import type { IngestMessage } from './ingest-prompt.ts';

const readPrompt = promptReader(uploadPromptSchema);

/**
 * One body of the `uploads` queue: a prompt of ours or a notification of S3. Undefined for anything else, and for a
 * notification whose keys nobody can read: it belongs in the dead-letter queue, before a person's eyes.
 */
export function readMessage(body: string): IngestMessage | undefined {
  const notification = keysOfNotification(body);
  if (notification !== undefined) {
    const { keys, findings } = notification;
    return keys.length === 0 && findings.length > 0 ? undefined : { prompt: 'notification', keys };
  }
  return readPrompt(body);
}
