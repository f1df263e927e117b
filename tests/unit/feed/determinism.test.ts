import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../support/render-feed-process.ts', import.meta.url));

async function digests(order: string, environment: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, order], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  });
  return stdout;
}

test('processes of other zones and languages, with entries in another order, give the same bytes', async () => {
  const [one, ...others] = await Promise.all([
    digests('one order', { TZ: 'Pacific/Chatham', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' }),
    digests('another', { TZ: 'America/St_Johns', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' }),
    digests('a third', { TZ: 'Asia/Jakarta', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }),
  ]);
  expect(one.trim().split('\n')).toHaveLength(6);
  for (const other of others) expect(other).toBe(one);
});
