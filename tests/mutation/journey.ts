import { setTimeout as pause } from 'node:timers/promises';
import { CHECKS } from './checks.ts';
import { TOO_SLOW } from './until.ts';
import { startWorld, type World } from './world.ts';

/** The check that failed, and what it said; `isSure` unless the machine may have been too slow. */
export type Failure = { check: string; detail: string; isSure: boolean };

export const START = 'the stack starts';

/** Far more than all checks take; a run that hangs holds up no other. */
const LIMIT_MS = 300_000;
/** What was found stands, whether or not the stack comes to rest. */
const STOP_LIMIT_MS = 20_000;
const ENDLESS: Failure = { check: 'a run comes to its end', detail: TOO_SLOW, isSure: false };

/** Runs an assembly and every check in order; gives the first that fails, or nothing when all hold. */
export async function runJourney(assembly: string): Promise<Failure | undefined> {
  const limit = new AbortController();
  const endless = pause(LIMIT_MS, ENDLESS, { signal: limit.signal });
  endless.catch(() => {});
  try {
    return await Promise.race([travel(assembly), endless]);
  } finally {
    limit.abort();
  }
}

async function travel(assembly: string): Promise<Failure | undefined> {
  let world: World;
  try {
    world = await startWorld(assembly);
  } catch (error) {
    return { check: START, detail: String(error), isSure: true };
  }
  try {
    for (const { name, run } of CHECKS) {
      try {
        await run(world);
      } catch (error) {
        return { check: name, detail: String(error), isSure: !String(error).includes(TOO_SLOW) };
      }
    }
    return undefined;
  } finally {
    await Promise.race([world.stop(), pause(STOP_LIMIT_MS, undefined, { ref: false })]);
  }
}
