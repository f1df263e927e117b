import { run } from '../../cli/run.ts';
import type { Shell } from '../../cli/shell.ts';

export type Typed = { code: 0 | 1 | 2; out: string; err: string };

/** Runs one command line of `presswire` in this process, on a machine that the test describes. */
export async function type(words: readonly string[], machine: Partial<Shell> = {}): Promise<Typed> {
  const out: string[] = [];
  const err: string[] = [];
  const shell: Shell = {
    env: {},
    print: (text) => out.push(text),
    say: (text) => err.push(text),
    progress: () => {},
    question: undefined,
    input: async () => '',
    nowMs: Date.now,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 50))),
    isStopped: () => false,
    ...machine,
  };
  const code = await run(words, shell);
  return { code, out: out.join('\n'), err: err.join('\n') };
}
