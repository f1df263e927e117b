import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockData } from '../../../local/lock.ts';
import { StartError } from '../../../local/start-error.ts';

const aDirectory = () => join(mkdtempSync(join(tmpdir(), 'lock-')), 'data');

it('takes a data directory once', () => {
  const directory = aDirectory();
  const release = lockData(directory);
  expect(() => lockData(directory)).toThrow(StartError);
  expect(() => lockData(directory)).toThrow(`${directory} is in use by another run (process ${process.pid})`);
  release();
  lockData(directory)();
});

it('is free again when its process was killed', async () => {
  const directory = aDirectory();
  const module = new URL('../../../local/lock.ts', import.meta.url).href;
  const code = `const { lockData } = await import(${JSON.stringify(module)}); lockData(${JSON.stringify(directory)}); console.log('locked'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  expect(() => lockData(directory)).toThrow(`process ${holder.pid}`);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  lockData(directory)();
});
