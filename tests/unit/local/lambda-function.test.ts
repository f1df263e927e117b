import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { makeClock } from '../../../local/clock.ts';
import { makeEnvironmentPool } from '../../../local/lambda/environment-pool.ts';
import { makeLambdaFunction } from '../../../local/lambda/lambda-function.ts';

/** A function of one module, with what it logged. */
function aFunction(source: string) {
  const directory = mkdtempSync(join(tmpdir(), 'function-'));
  writeFileSync(join(directory, 'index.mjs'), source);
  const pool = makeEnvironmentPool({ maxEnvironments: 1, idleMs: 60_000 });
  const lines: string[] = [];
  const made = makeLambdaFunction({
    pool,
    clock: makeClock().buffer,
    onLog: (_name, line) => lines.push(line),
    spec: {
      name: 'Patient',
      arn: 'arn:aws:lambda:us-east-1:000000000000:function:Patient',
      role: 'arn:aws:iam::000000000000:role/Patient',
      directory,
      handler: 'index.handler',
      environment: {},
      timeoutMs: 60_000,
      memoryMb: 128,
    },
  });
  return { ...made, pool, lines };
}

it('is not to blame for an invocation that the end of the run cuts off', async () => {
  const made = aFunction(
    `export const handler = () => { console.log('under way'); return new Promise(() => {}); };`,
  );
  const { pool, lines } = made;
  const result = made.invoke({});
  await vi.waitFor(() => expect(lines).toEqual(['under way']), { timeout: 10_000 });
  await pool.stop();
  expect(await result).toMatchObject({ ok: false, type: 'Local.Ended' });
  expect(lines).toEqual(['under way']);
  expect(made.metrics()).toMatchObject({ invocations: 1, errors: 0 });
});

it('is to blame when it ends its own process', async () => {
  const { invoke, pool, lines } = aFunction('export const handler = () => process.exit(3);');
  expect(await invoke({})).toMatchObject({ ok: false, type: 'Runtime.ExitError' });
  expect(lines).toEqual([expect.stringMatching(/^ERROR Runtime\.ExitError: .*code 3/)]);
  await pool.stop();
});

it('says when it does nothing but wait, and lets another run meanwhile; not while it computes', async () => {
  const { invoke, pool } = aFunction(`
    export const handler = async ({ waitMs, runMs }) => {
      for (const end = Date.now() + runMs; Date.now() < end; ) await new Promise(setImmediate);
      await new Promise((done) => setTimeout(done, waitMs));
      return 'done';
    };`);
  const waited: string[] = [];
  const results = await Promise.all([
    invoke({ waitMs: 2_500, runMs: 0 }, () => waited.push('long')),
    invoke({ waitMs: 0, runMs: 1_200 }, () => waited.push('computing')),
  ]);
  expect(results).toEqual([expect.objectContaining({ ok: true }), expect.objectContaining({ ok: true })]);
  expect(waited).toEqual(['long']);
  await pool.stop();
});
