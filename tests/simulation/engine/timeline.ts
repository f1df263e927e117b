/** What happens at a time; true when it woke code that waits, which then runs until it waits again. */
type Happening = () => boolean;

type Planned = { atMs: number; order: number; happen: Happening };

/** Virtual time: everything that will happen, in the order of time and, at one time, of planning. */
export type Timeline = {
  now(): number;
  after(ms: number, happen: Happening): void;
  /** Lets things happen until none is left or `over` says so. */
  run(over: () => boolean): Promise<void>;
};

/** A timeline that begins at `startMs` (epoch milliseconds). */
export function makeTimeline(startMs: number): Timeline {
  const heap: Planned[] = [];
  let nowMs = startMs;
  let order = 0;
  return {
    now: () => nowMs,
    after(ms, happen) {
      order += 1;
      push(heap, { atMs: nowMs + ms, order, happen });
    },
    async run(over) {
      while (!over()) {
        const planned = pop(heap);
        if (planned === undefined) return;
        nowMs = Math.max(nowMs, planned.atMs);
        if (planned.happen()) await everyoneWaits();
      }
    },
  };
}

/**
 * What is put off to the next tick from within a promise comes after all promises have settled, however long their
 * chains are; a turn of the event loop for each step would take as long as the step.
 */
function everyoneWaits(): Promise<void> {
  return new Promise((resolve) => {
    process.nextTick(resolve);
  });
}

function isBefore(a: Planned, b: Planned): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

function push(heap: Planned[], planned: Planned): void {
  let place = heap.push(planned) - 1;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (isBefore(heap[parent]!, planned)) break;
    heap[place] = heap[parent]!;
    place = parent;
  }
  heap[place] = planned;
}

function pop(heap: Planned[]): Planned | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
    if (isBefore(last, heap[child]!)) break;
    heap[place] = heap[child]!;
    place = child;
  }
  heap[place] = last;
  return first;
}
