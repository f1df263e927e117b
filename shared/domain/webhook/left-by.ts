import type { EventType } from './event-type.ts';
import type { Holder, TellingMark } from './holder.ts';

/** What an event leaves in the partner's hands. */
const LEAVES = {
  'release.published': 'live',
  'release.updated': 'live',
  'release.corrected': 'live',
  'release.embargoed': 'advance',
  'release.withdrawn': 'gone',
  'release.killed': 'killed',
} as const satisfies Record<EventType, string>;

/** What the last thing told, or the thing being tried, leaves in the partner's hands; undefined where nothing was. */
export function leftBy(mark: TellingMark | undefined): (typeof LEAVES)[EventType] | undefined {
  return mark && LEAVES[mark.event];
}

/** Whether an endpoint may hold a text of the release: told of a live one or an advance copy, or something under way. */
export function mayHold(holder: Holder | undefined): boolean {
  const left = leftBy(holder?.told);
  return holder?.trying !== undefined || left === 'live' || left === 'advance';
}
