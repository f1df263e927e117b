import type { UploadPrompt } from '#domain/prompt/prompt.ts';
import { foldKey } from './fold-key.ts';
import { followPictures } from './follow-pictures.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { lookAtRelease } from './look-at-release.ts';

/** What one message on `uploads` stands for: our own prompt, or the keys that S3 notified. */
export type IngestMessage = UploadPrompt | { prompt: 'notification'; keys: readonly string[] };

/** Ingest, the only writer of releases: makes the table follow the key or the release that a message names. */
export async function ingestPrompt(deps: IngestDeps, message: IngestMessage, wake: Wake): Promise<void> {
  switch (message.prompt) {
    case 'key':
      await foldKey(deps, message.key, wake);
      return;
    case 'pictures':
      if ((await foldKey(deps, message.key, wake)) !== 'waits') await followPictures(deps, message.key, wake);
      return;
    case 'release':
      return lookAtRelease(deps, message, wake);
    case 'notification':
      for (const key of message.keys) await foldKey(deps, key, wake);
      return;
  }
}
