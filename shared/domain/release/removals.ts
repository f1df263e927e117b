import * as z from 'zod/mini';
import { compareInstants } from './instant.ts';

/** What is deleted together is deleted within so many minutes. */
const WINDOW_MS = 600_000;
/** The register is read within minutes; what is older by this is forgotten. */
const KEPT_MS = 86_400_000;
const MOST_KEPT = 500;

const removedSchema = z.object({ releaseId: z.string(), at: z.string() });
type Removed = z.infer<typeof removedSchema>;

/** `NEWSROOM#<id>` / `REMOVALS`: the releases of a newsroom that lately lost a key by deletion, and when. */
export const removalsSchema = z.object({
  newsroom: z.string(),
  rev: z.int(),
  removed: z.array(removedSchema),
});
export type Removals = z.infer<typeof removalsSchema>;

/** The register with one more deletion; the same one twice changes nothing. Ordered by time, then release. */
export function withRemoval(removals: Removals, removed: Removed): Removals {
  const others = removals.removed.filter(
    ({ releaseId, at }) => releaseId !== removed.releaseId || at !== removed.at,
  );
  const all = [...others, removed].sort(byPlace);
  const newest = Date.parse(all.at(-1)?.at ?? removed.at);
  const kept = all.filter(({ at }) => Date.parse(at) > newest - KEPT_MS).slice(-MOST_KEPT);
  return { ...removals, removed: kept };
}

/** The other releases that lost a key in the ten minutes before a deletion, itself the last of them. */
export function removedBefore(removals: Removals | undefined, removed: Removed): string[] {
  const from = Date.parse(removed.at) - WINDOW_MS;
  const before = (removals?.removed ?? []).filter(
    (other) =>
      other.releaseId !== removed.releaseId && byPlace(other, removed) < 0 && Date.parse(other.at) > from,
  );
  return [...new Set(before.map(({ releaseId }) => releaseId))];
}

function byPlace(a: Removed, b: Removed): number {
  const order = compareInstants(a.at, b.at);
  if (order !== 0) return order;
  return a.releaseId < b.releaseId ? -1 : Number(a.releaseId > b.releaseId);
}
