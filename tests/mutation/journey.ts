import { CHECKS } from './checks.ts';
import { startWorld, type World } from './world.ts';

/** The check that failed, and what it said. */
export type Failure = { check: string; detail: string };

const START = 'the stack starts';
const LOG_TAIL = 4;

/** Runs an assembly and every check in order; gives the first that fails, or nothing when all hold. */
export async function runJourney(assembly: string): Promise<Failure | undefined> {
  let world: World;
  try {
    world = await startWorld(assembly);
  } catch (error) {
    return { check: START, detail: String(error) };
  }
  try {
    for (const { name, run } of CHECKS) {
      try {
        await run(world);
      } catch (error) {
        const tail = world.log.filter((line) => /ERROR|error/.test(line)).slice(-LOG_TAIL);
        return { check: name, detail: [String(error), ...tail].join('\n') };
      }
    }
    return undefined;
  } finally {
    await world.stop();
  }
}
