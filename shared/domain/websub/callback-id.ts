import { createHash } from 'node:crypto';

/** What a callback goes by in keys, prompts and logs: an address may be 2,000 characters and hold a token. */
export function callbackIdOf(callback: string): string {
  return createHash('sha256').update(callback).digest('hex');
}
