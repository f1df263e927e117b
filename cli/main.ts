import { text } from 'node:stream/consumers';
import { createInterface } from 'node:readline/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { run } from './run.ts';
import type { Shell } from './shell.ts';

const stopping = new AbortController();
process.once('SIGINT', () => {
  stopping.abort();
  // A second signal does not wait.
  process.once('SIGINT', () => process.exit(1));
});
// A reader that went away, as in `presswire watch | head`, has seen enough.
process.stdout.once('error', () => process.exit(0));

const isWatched = process.stderr.isTTY;
const shell: Shell = {
  env: process.env,
  print: (line) => console.log(line),
  say: (line) => console.error(`${isWatched ? '\r\u{1b}[K' : ''}${line}`),
  progress: (line) => void (isWatched && process.stderr.write(`\r\u{1b}[K${line}`)),
  question: process.stdin.isTTY ? ask : undefined,
  input: () => text(process.stdin),
  nowMs: () => Date.now(),
  pause: async (ms) => {
    await wait(ms, undefined, { signal: stopping.signal }).catch(() => {});
  },
  isStopped: () => stopping.signal.aborted,
};

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

process.exitCode = await run(process.argv.slice(2), shell);
