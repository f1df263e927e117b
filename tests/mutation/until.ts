import { setTimeout as pause } from 'node:timers/promises';
import type { World } from './world.ts';

/** Nothing under way for so long, in real time: what was waited for does not come about by itself. */
const IDLE_MS = 1_000;
/** How long a check waits at most, in real time. */
const PATIENCE_MS = 30_000;
/** What a check says that was still waiting for something under way: the one reason that may be the machine's. */
export const TOO_SLOW = 'the machine is too slow';
/** Once a function was refused something, what it had in hand comes again and again. */
const PATIENCE_IN_TROUBLE_MS = 5_000;
const LOOK_EVERY_MS = 20;
/** How long the clock waits for work that is under way before it moves on; and where work fails. */
const QUIET_WITHIN_MS = 1_000;
const QUIET_FAILING_MS = 100;

/** `movingMs`: how far the clock of the run is moved before each look, `withinMs` how far in all. */
type Time = { movingMs: number; withinMs: number };
type Watch = { startedAt: number; movedAt: number; busyAt: number; calls: number; movedMs: number };

/**
 * Waits until a probe gives something. With a time, the clock is moved on the way, whenever nothing is under way: for
 * what comes about later. Throws, with what the probe last threw, when it has not come about and all is quiet.
 */
export async function until<T>(
  world: World,
  what: string,
  probe: () => Promise<T | undefined | false>,
  time: Time = { movingMs: 0, withinMs: 0 },
): Promise<T> {
  const now = performance.now();
  const watch: Watch = { startedAt: now, movedAt: now, busyAt: now, calls: 0, movedMs: 0 };
  let last = '';
  for (;;) {
    if (watch.movedMs < time.withinMs) await move(world, watch, time.movingMs);
    try {
      const found = await probe();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      last = `; ${error instanceof Error ? error.message : 'something that is no error'}`;
    }
    const over = whyOver(world, watch, time);
    if (over !== undefined) throw new Error(`waited for ${what}${last}; ${over}`);
    await pause(LOOK_EVERY_MS);
  }
}

/** Why there is nothing to wait for any more; undefined while there may be. */
function whyOver(world: World, watch: Watch, { withinMs }: Time): string | undefined {
  const now = performance.now();
  if (watch.movedMs < withinMs) watch.movedAt = now;
  if (world.calls.length !== watch.calls || watch.movedAt === now) watch.busyAt = now;
  // What fails on purpose is never at rest.
  if (isBusy(world) && !world.isDisturbed) watch.busyAt = now;
  watch.calls = world.calls.length;
  const trouble = world.trouble();
  if (trouble !== undefined && now - watch.movedAt > PATIENCE_IN_TROUBLE_MS) return trouble;
  if (now - watch.busyAt > IDLE_MS) return 'all is quiet';
  return now - watch.startedAt > PATIENCE_MS ? TOO_SLOW : undefined;
}

async function move(world: World, watch: Watch, ms: number): Promise<void> {
  const started = performance.now();
  const isFailing = world.isDisturbed || world.trouble() !== undefined;
  const patienceMs = isFailing ? QUIET_FAILING_MS : QUIET_WITHIN_MS;
  while (performance.now() - started < patienceMs && isBusy(world)) await pause(LOOK_EVERY_MS);
  await world.running.advance(ms);
  watch.movedMs += ms;
}

/** Whether a function has a message in hand. */
function isBusy({ running }: World): boolean {
  return running.aws.sqs.depths().some(({ name, inFlight }) => name.includes('Queue') && inFlight > 0);
}
