import type { ClockDeps } from './clock-deps.ts';

/** How often the site's own documents are built though nothing happens. */
const EVERY_MINUTES = 5;

/**
 * Asks for the documents of the whole site every five minutes: what is news ages without anybody's doing, a new
 * deployment gets its first page, and `/status.json` shows that quiet is not broken.
 */
export async function beat({ clock, prompts }: Pick<ClockDeps, 'clock' | 'prompts'>): Promise<void> {
  if (Math.floor(clock.now() / 60_000) % EVERY_MINUTES !== 0) return;
  await prompts.send('feeds', [{ prompt: 'index', newsroom: 'network' }]);
}
