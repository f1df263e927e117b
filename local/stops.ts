export type Stop = () => Promise<void> | void;
/** What has been started, to be stopped in the opposite order. */
export type Stops = {
  add(stop: Stop): void;
  /** Stops everything once; a stop that fails does not keep the others from being carried out, and is thrown at the end. */
  run(): Promise<void>;
};

export function makeStops(): Stops {
  const stops: Stop[] = [];
  const runAll = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const stop of stops.splice(0).toReversed()) {
      try {
        await stop();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be stopped');
  };
  let running: Promise<void> | undefined;
  return {
    add: (stop) => void stops.push(stop),
    run: () => {
      running ??= runAll();
      return running;
    },
  };
}
