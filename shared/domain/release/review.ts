import { compareInstants } from './instant.ts';
import type { Newsroom } from './newsroom.ts';

/** The rule of a newsroom whose uploads wait for a second person (ADR 31). */
const RULE = 'review';

/** Whether an upload of that time waits for a second person. Without a memory of when the rule held it always did. */
export function needsReview(
  { rules, reviewed }: Pick<Newsroom, 'rules' | 'reviewed'>,
  uploadedAt: string,
): boolean {
  if (reviewed === undefined) return rules?.[RULE] === true;
  return reviewed.some(
    ({ since, until }) =>
      compareInstants(since, uploadedAt) <= 0 &&
      (until === undefined || compareInstants(uploadedAt, until) < 0),
  );
}

/** Before any upload. */
const EVER = '1970-01-01T00:00:00Z';

/**
 * A newsroom's new configuration with the memory of when the rule held. `now` is when it is set. One that is made with
 * the rule has it for every upload there ever was: made anew after a loss, it must not let out what nobody approved.
 */
export function withReviewed(next: Newsroom, before: Newsroom | undefined, now: string): Newsroom {
  const { reviewed: _said, ...rest } = next;
  const isOn = next.rules?.[RULE] === true;
  const known = reviewedUntil(before ?? rest);
  const last = known.at(-1);
  const wasOn = last !== undefined && last.until === undefined;
  if (isOn === wasOn) return known.length === 0 ? rest : { ...rest, reviewed: known };
  if (isOn) return { ...rest, reviewed: [...known, { since: now }] };
  return { ...rest, reviewed: [...known.slice(0, -1), { since: last?.since ?? EVER, until: now }] };
}

/** When the rule held so far; without a memory as `needsReview` has it. */
function reviewedUntil({ rules, reviewed }: Newsroom): NonNullable<Newsroom['reviewed']> {
  return reviewed ?? (rules?.[RULE] === true ? [{ since: EVER }] : []);
}
