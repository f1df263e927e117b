/** What happened at one time: an upload, a release that became public, a delivery; `state` as it ended. */
export type Happening = { at: string; state: string };
export type Happenings = Readonly<Record<'uploads' | 'releases' | 'deliveries', readonly Happening[]>>;

/** One step of a span: how many of each kind there were, by their state. `at` is its beginning. */
export type ActivityStep = { at: string } & Record<keyof Happenings, Record<string, number>>;

const KINDS = ['uploads', 'releases', 'deliveries'] as const;

/** Counts what happened in the `steps` steps of `stepMs` that end with the one holding `nowMs`; what lies outside is left out. */
export function activityOf(
  happenings: Happenings,
  { nowMs, stepMs, steps }: { nowMs: number; stepMs: number; steps: number },
): ActivityStep[] {
  const last = Math.floor(nowMs / stepMs);
  const made: ActivityStep[] = Array.from({ length: steps }, (_, index) => ({
    at: new Date((last - steps + 1 + index) * stepMs).toISOString(),
    uploads: {},
    releases: {},
    deliveries: {},
  }));
  for (const kind of KINDS) {
    for (const { at, state } of happenings[kind]) {
      const step = made[Math.floor(Date.parse(at) / stepMs) - (last - steps + 1)];
      if (step !== undefined) step[kind][state] = (step[kind][state] ?? 0) + 1;
    }
  }
  return made;
}
