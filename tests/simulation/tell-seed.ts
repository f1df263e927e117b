import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { patchModules } from './engine/patch.ts';
import type { SimulateOptions } from './options.ts';
import { PATCHES } from './patches.ts';
import { historyAsHtml } from './report/history-html.ts';
import { historyAsText } from './report/history-text.ts';
import type { Ran } from './run-history.ts';
import { shrink, type Cut } from './shrink.ts';

/** Tells one history, shrunk if asked for, as text and as a sequence diagram. 1 when it broke something. */
export async function tellSeed(options: SimulateOptions & { seed: number }): Promise<number> {
  patchModules(PATCHES);
  const { runHistory } = await import('./run-history.ts');
  const { seed } = options;
  const run = (cut: Cut, keepHistory: boolean): Promise<Ran> => runHistory({ seed, ...cut, keepHistory });
  const asked: Cut = {
    without: new Set(options.withoutFaults),
    skipped: new Set(options.skipFaults),
    withoutActions: new Set(options.withoutActions),
  };
  const cut = options.shrink ? await shrink((smaller) => run(smaller, false), asked) : asked;
  const ran = await run(cut, true);
  console.log(historyAsText(ran));
  console.log(
    `Replay: ${commandOf(seed, cut)}\nat commit ${commit()}; at another the same seed is another history`,
  );
  if (options.html !== undefined) {
    writeFileSync(options.html, historyAsHtml(ran, commandOf(seed, cut)));
    console.log(`Drawn in ${options.html}`);
  }
  return ran.violations.length === 0 ? 0 : 1;
}

function commit(): string {
  try {
    const head = execFileSync('git', ['describe', '--always', '--dirty'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return head.toString().trim();
  } catch {
    return 'unknown (this is no checkout)';
  }
}

function commandOf(seed: number, { without, skipped, withoutActions }: Cut): string {
  const part = (option: string, left: ReadonlySet<unknown>): string =>
    left.size === 0 ? '' : ` --${option} ${[...left].join(',')}`;
  return `npm run simulate -- --seed ${seed}${part('without-actions', withoutActions)}${part('without-faults', without)}${part('skip-faults', skipped)}`;
}
