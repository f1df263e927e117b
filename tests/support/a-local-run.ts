import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.ts';

const MAIN = new URL('../../local/main.ts', import.meta.url).pathname;

/** `npm start` in a process of its own, without samples' releases; gives its data folder, which commands find it by. */
export async function startLocalRun(): Promise<{ data: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'run-'));
  const data = join(folder, 'data');
  const where = ['--port', '0', '--aws-port', '0', '--data', data, '--drop', join(folder, 'drop')];
  const child = spawn(process.execPath, [MAIN, ...where, '--no-sample'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  await until(
    'the run to start',
    async () => {
      if (child.exitCode !== null) throw new Error(said);
      return existsSync(join(data, 'local.json')) && said.includes('Ctrl-C');
    },
    { patienceMs: 90_000 },
  );
  return {
    data,
    async stop() {
      child.kill('SIGINT');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
