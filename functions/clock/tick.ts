import type { ClockDeps } from './clock-deps.ts';
import { beat } from './beat.ts';
import { promptDue } from './prompt-due.ts';
import { sweepEntries } from './sweep-entries.ts';
import { sweepFeeds } from './sweep-feeds.ts';
import { sweepKeys } from './sweep-keys.ts';

/** One minute of the clock (DESIGN §2): due items become prompts, the site's beat, then one page of each sweep. */
export async function tick(deps: ClockDeps): Promise<{ prompted: number }> {
  const prompted = await promptDue(deps);
  await beat(deps);
  await sweepKeys(deps);
  await sweepFeeds(deps);
  await sweepEntries(deps);
  return { prompted };
}
