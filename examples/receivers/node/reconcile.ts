import type { ReleaseEvent } from './read-event.ts';

/** What you hold of a release: keep it by `uri`, also of one that is gone, or an old event would bring it back. */
export type Held = { version: number; kind: ReleaseEvent['kind'] };

/** What to do, and what you hold once it is done. */
export type Step =
  | { do: 'nothing'; held: Held }
  /** Create or replace it, by `uri`. */
  | { do: 'publish'; held: Held }
  /** An advance copy: keep it to yourself. */
  | { do: 'keep'; held: Held }
  /** Take it down, copies and caches too. */
  | { do: 'remove'; held: Held };

const STEPS = { live: 'publish', advance: 'keep', gone: 'remove' } as const;

/** Events come at least once, late, twice or out of order: only a higher version is ever carried out. */
export function reconcile(
  held: Held | undefined,
  { kind, version }: Pick<ReleaseEvent, 'kind' | 'version'>,
): Step {
  if (held !== undefined && held.version >= version) return { do: 'nothing', held };
  return { do: STEPS[kind], held: { version, kind } };
}
