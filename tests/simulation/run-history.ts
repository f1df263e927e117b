import { checkAtRest } from './checks/at-rest.ts';
import type { FaultKind } from './engine/faults.ts';
import type { Entry } from './engine/history.ts';
import { spanOf, type Action } from './world/script.ts';
import { chooseFeeds } from './world/quick-feeds.ts';
import { START_MS } from './world/start.ts';
import { makeWorld, type Choice, type World } from './world/world.ts';

const TICK_MS = 60_000;
/** Ticks without anything to do after which each sweep has come round, where there are no more releases than that. */
const QUIET_TICKS = 3;
/** The sweep of keys leaves alone for so long what has just been dropped. */
const SETTLE_MS = 120_000;
/** What is due later is no business of a history. */
const HORIZON_MS = 26 * 3_600_000;
/** A command whose release has not come by then waits for one that never comes. */
const COMMANDS_UNTIL_MS = START_MS + 2_400_000;
const MOST_STEPS = 60_000;

/** What came of one history. */
export type Ran = {
  seed: number;
  steps: number;
  violations: readonly { what: string; detail: string }[];
  faults: ReadonlyMap<FaultKind, number>;
  struck: readonly number[];
  actions: readonly Action[];
  entries: readonly Entry[];
};

/** Lets one history happen, from its first upload until nothing is left to do, and judges it. */
export async function runHistory(choice: Choice): Promise<Ran> {
  chooseFeeds(choice.seed);
  const world = await makeWorld(choice);
  planActions(world);
  planTicks(world);
  const tooLong = (): boolean => world.steps() > MOST_STEPS;
  await world.timeline.run(() => tooLong());
  if (tooLong()) world.violations.add('it never comes to rest');
  else await checkAtRest(world);
  return {
    seed: choice.seed,
    steps: world.steps(),
    violations: world.violations.list(),
    faults: world.faults.counts(),
    struck: world.faults.struck(),
    actions: world.actions,
    entries: world.history.entries(),
  };
}

function planActions({ actions, timeline, people }: World): void {
  for (const action of actions) {
    timeline.after(action.afterMs, () => {
      void people.perform(action);
      return true;
    });
  }
}

/** The schedule comes once a minute; late, twice or not at all while faults last. Then until all is quiet. */
function planTicks(world: World): void {
  const { timeline, faults, containers } = world;
  const faultsUntilMs = START_MS + spanOf(world.seed).faultsMs;
  const once = (): boolean => {
    if (faults.strikes('tick-missed')) return false;
    containers.tick();
    if (faults.strikes('tick-doubled')) containers.tick();
    return true;
  };
  const next = (): boolean => {
    const late = faults.strikes('tick-late') ? timeline.now() % 59_000 : 0;
    timeline.after(late, once);
    if (timeline.now() + TICK_MS < faultsUntilMs) timeline.after(TICK_MS, next);
    else timeline.after(faultsUntilMs - timeline.now(), () => endFaults(world));
    return true;
  };
  timeline.after(20_000, next);
}

function endFaults(world: World): boolean {
  world.faults.stop();
  world.history.add('simulation', 'simulation', 'faults have ended');
  let quiet = 0;
  const lastAction = START_MS + Math.max(0, ...world.actions.map(({ afterMs }) => afterMs));
  const tick = (): boolean => {
    const { timeline, queues, containers } = world;
    const isBusy = isAnybodyAtWork(world) || timeline.now() <= lastAction + SETTLE_MS;
    const dueMs = nextDueMs(world);
    quiet = isBusy || dueMs !== undefined ? 0 : quiet + 1;
    if (quiet > Math.max(QUIET_TICKS, world.releaseIds.size)) return false;
    if (quiet === 1) void enableAll(world);
    if (!isBusy) queues.redrive();
    // Sweeps look for what nobody waits for any more.
    containers.tick(isBusy || dueMs !== undefined ? 'due' : undefined);
    const waitMs = isBusy || dueMs === undefined ? 0 : dueMs - timeline.now();
    timeline.after(Math.max(TICK_MS, waitMs), tick);
    return true;
  };
  return tick();
}

/** Whoever looks again at a command whose release never comes does nothing. */
function isAnybodyAtWork({ timeline, queues, containers, waited }: World): boolean {
  if (timeline.now() < COMMANDS_UNTIL_MS) return queues.open() > 0 || containers.running() > 0;
  const isWaiting = (body: string): boolean => [...waited].some((key) => body.includes(key));
  const others = queues.open(isWaiting);
  return others > 0 || (containers.running() > 0 && queues.open() === 0);
}

/** A command for a release that never comes is asked for again for ever. */
function nextDueMs({ dues, timeline }: World): number | undefined {
  const times = [...dues.values()]
    .filter(({ kind, dueAt }) => kind !== 'command' || Date.parse(dueAt) < COMMANDS_UNTIL_MS)
    .map(({ dueAt }) => Date.parse(dueAt))
    .filter((atMs) => atMs < timeline.now() + HORIZON_MS);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Those that are active too, since what was given up is owed to them until they are enabled. */
async function enableAll({ stores, people }: World): Promise<void> {
  for (let shard = 0; shard < 16; shard += 1) {
    for (const { endpointId } of await stores.partners.listEndpoints(shard)) await people.enable(endpointId);
  }
}
