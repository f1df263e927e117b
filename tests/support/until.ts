import { setTimeout as pause } from 'node:timers/promises';

/** How long a check waits for what should come about, in real time. */
const PATIENCE_MS = 6_000;
const LOOK_EVERY_MS = 25;

type Patience = {
  /** Done before each look: moves the clock of a run, for what comes about later. */
  moving?: () => Promise<void>;
  patienceMs?: number;
};

/** Waits until a probe gives something. Throws what the probe last threw, or says what was waited for. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | false>,
  { moving, patienceMs = PATIENCE_MS }: Patience = {},
): Promise<T> {
  const deadline = performance.now() + patienceMs;
  let last = '';
  while (performance.now() < deadline) {
    if (moving) await moving();
    try {
      const found = await probe();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      last = `; ${error instanceof Error ? error.message : 'something that is no error'}`;
    }
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`waited for ${what}${last}`);
}
