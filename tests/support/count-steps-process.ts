import { Session, type Profiler } from 'node:inspector';
import { COSTLY_TEXTS } from './costly-texts.ts';

/**
 * Prints, for each costly text, how many blocks of JavaScript reading it runs at two sizes: by the engine's coverage
 * counters, libraries included, so the same on every machine. A process of its own, since only what is compiled after
 * the counters were switched on is counted. What happens inside one search of a pattern is not seen.
 */
const [small, large] = process.argv.slice(2).map(Number);
const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
const { parseText } = await import('./upload.ts');

const counted = COSTLY_TEXTS.map(([what, text, name = 'x.md']) => {
  const [atSmall, atLarge] = [small, large].map((size = 0) => stepsOf(() => parseText(text(size), { name })));
  return { what, small: atSmall, large: atLarge };
});
process.stdout.write(JSON.stringify(counted));

function stepsOf(work: () => unknown): number {
  takeCounters();
  work();
  return takeCounters();
}

/** The sum of all counters, which start again at nothing. */
function takeCounters(): number {
  let sum = 0;
  session.post(
    'Profiler.takePreciseCoverage',
    (error: Error | null, taken: Profiler.TakePreciseCoverageReturnType) => {
      if (error !== null) throw error;
      for (const { functions } of taken.result) {
        for (const { ranges } of functions) for (const { count } of ranges) sum += count;
      }
    },
  );
  return sum;
}
