import { TransientError } from './errors.ts';

/** How often a stage reads and decides again before it gives the message back. */
const MOST_ROUNDS = 20;

/**
 * Rule 2 of DESIGN §2: refused on `rev`, read and decide again. `attempt` returns undefined when a write was refused.
 *
 * @throws TransientError when the item never stood still, so that the message comes back.
 */
export async function untilWritten<T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new TransientError(`${what} did not stand still.`, {
    code: 'contended',
    context: { what, rounds: MOST_ROUNDS },
  });
}
