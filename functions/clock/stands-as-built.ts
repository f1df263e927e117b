import type { ClockDeps } from './clock-deps.ts';

/** Whether each object of a feed, page or archive document is the one that its builder remembers. */
export async function standsAsBuilt(
  deps: Pick<ClockDeps, 'feeds' | 'site'>,
  stateId: string,
): Promise<boolean> {
  const state = await deps.feeds.getState(stateId);
  for (const [key, etag] of Object.entries(state?.etags ?? {})) {
    if ((await deps.site.head(key))?.etag !== etag) return false;
  }
  return true;
}
