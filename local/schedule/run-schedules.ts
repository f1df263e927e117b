import type { Clock } from '../clock.ts';
import type { NextTick } from './expression.ts';

export type Ticking = {
  next: NextTick;
  /** Carries one tick out. Never throws. */
  fire(at: number): Promise<void>;
};
export type Schedules = {
  /**
   * Moves the clock ahead, stopping at each tick on the way until it has been carried out. Of a long way only the last
   * `MOST_TICKS` of each schedule are stopped at.
   */
  advance: (ms: number) => Promise<void>;
  stop: () => void;
};
type Options = {
  clock: Clock;
  schedules: readonly Ticking[];
  /** Called each time the clock has been moved. */
  onMoved: () => void;
};

const MOST_TICKS = 240;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Fires schedules by the movable clock. */
export function runSchedules({ clock, schedules, onMoved }: Options): Schedules {
  let timer: NodeJS.Timeout | undefined;
  const pending = schedules.map((schedule) => ({ schedule, due: schedule.next(clock.now()) }));
  const arm = (): void => {
    clearTimeout(timer);
    const earliest = Math.min(...pending.map(({ due }) => due));
    if (!Number.isFinite(earliest)) return;
    timer = setTimeout(tick, Math.min(Math.max(0, earliest - clock.now()), LONGEST_TIMER_MS));
    timer.unref();
  };
  const tick = (): void => {
    for (const each of pending.filter(({ due }) => due <= clock.now())) {
      void each.schedule.fire(each.due);
      each.due = each.schedule.next(clock.now());
    }
    arm();
  };
  const moveTo = (time: number): void => {
    clock.advance(Math.max(0, time - clock.now()));
    onMoved();
  };
  const advance = async (ms: number): Promise<void> => {
    clearTimeout(timer);
    const target = clock.now() + ms;
    const ticks = pending.flatMap(({ schedule, due }) => lastTicks(schedule, due, target));
    for (const { at, schedule } of ticks.sort((a, b) => a.at - b.at)) {
      moveTo(at);
      await schedule.fire(at);
    }
    moveTo(target);
    for (const each of pending) each.due = each.schedule.next(Math.max(clock.now(), target));
    arm();
  };
  arm();
  return { advance, stop: () => clearTimeout(timer) };
}

function lastTicks(schedule: Ticking, first: number, until: number): { at: number; schedule: Ticking }[] {
  const ticks: { at: number; schedule: Ticking }[] = [];
  for (let at = first; at <= until; at = schedule.next(at)) {
    ticks.push({ at, schedule });
    if (ticks.length > MOST_TICKS) ticks.shift();
  }
  return ticks;
}
