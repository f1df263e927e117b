import type { QueueName } from '#domain/prompt/prompt.ts';
import type { QueueDesk, QueueFigures } from '#ports/queue-desk.ts';

/** Figures that a test sets; `redriven` says for which queues dead letters were moved. */
export function makeMemoryQueueDesk(names: readonly QueueName[]): QueueDesk & {
  set(name: QueueName, figures: Partial<QueueFigures>): void;
  redriven: QueueName[];
} {
  const all = new Map<QueueName, QueueFigures>(
    names.map((name) => [name, { name, waiting: 0, underWay: 0, delayed: 0, dead: 0 }]),
  );
  const redriven: QueueName[] = [];
  const set = (name: QueueName, figures: Partial<QueueFigures>): void => {
    const known = all.get(name);
    if (known !== undefined) all.set(name, { ...known, ...figures });
  };
  return {
    set,
    redriven,
    figures: async () => [...all.values()].map((figures) => ({ ...figures })),
    async redrive(name) {
      redriven.push(name);
      const known = all.get(name);
      if (known !== undefined) set(name, { waiting: known.waiting + known.dead, dead: 0 });
    },
  };
}
