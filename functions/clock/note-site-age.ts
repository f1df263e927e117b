import { NETWORK_FEED } from '#domain/feed/feed-id.ts';
import type { ClockDeps } from './clock-deps.ts';

/**
 * Notes how long ago the documents of the whole site were last built. The beat asks for them every five minutes, so
 * that a greater age means a builder that stands still, a gate that fails or a queue that does not move; a clock that
 * stands still notes nothing, which rings as well. A site that was never built has no age.
 */
export async function noteSiteAge(
  { clock, feeds }: Pick<ClockDeps, 'clock' | 'feeds'>,
  note: (ageMs: number) => void,
): Promise<void> {
  const state = await feeds.getState(`index:${NETWORK_FEED}`);
  if (state !== undefined) note(Math.max(0, clock.now() - state.builtThrough));
}
