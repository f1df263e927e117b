import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { StartError } from '../../../local/start-error.ts';
import { synthesise } from '../../../local/synth/synthesise.ts';

/** A project whose app writes an assembly and counts its runs. */
function aProject(app = "fs.writeFileSync(out + '/manifest.json', process.env.STAGE || '');") {
  const project = mkdtempSync(join(tmpdir(), 'project-'));
  const count = join(project, 'runs');
  writeFileSync(count, '');
  writeFileSync(join(project, 'input.txt'), 'one');
  writeFileSync(join(project, 'cdk.json'), JSON.stringify({ app: 'node app.cjs' }));
  writeFileSync(
    join(project, 'app.cjs'),
    `const fs = require('fs'); const out = process.env.CDK_OUTDIR; fs.appendFileSync('runs', process.version + ' '); ${app}`,
  );
  return {
    project,
    runs: () => readFileSync(count, 'utf8').trim().split(' ').filter(Boolean),
    synth: (environment: Record<string, string> = {}) =>
      synthesise({
        project,
        cache: join(project, 'cache'),
        environment,
        inputs: { files: ['*.txt', '*.cjs', 'cdk.json'], environment: ['STAGE'] },
      }),
  };
}

it('runs the app again only when something it is made from has changed', async () => {
  const { project, synth, runs } = aProject();
  const first = await synth();
  expect(first.cached).toBe(false);
  expect(await synth()).toEqual({ ...first, cached: true });
  writeFileSync(join(project, 'input.txt'), 'two');
  const second = await synth();
  expect([second.cached, second.assembly === first.assembly]).toEqual([false, false]);
  writeFileSync(join(project, 'input.txt'), 'one');
  expect(await synth()).toEqual({ ...first, cached: true });
  const staged = await synth({ STAGE: 'local' });
  expect(readFileSync(join(staged.assembly, 'manifest.json'), 'utf8')).toBe('local');
  expect(await synth({ OTHER: 'x' })).toEqual({ ...first, cached: true });
  expect(runs()).toEqual(Array(3).fill(process.version));
});

it('lets runs at the same time have the same assembly', async () => {
  const { synth } = aProject();
  const [first, ...others] = await Promise.all([synth(), synth()]);
  for (const other of others) expect(other.assembly).toBe(first?.assembly);
  expect((await synth()).cached).toBe(true);
});

it('says what the app said when it fails, and keeps nothing of it', async () => {
  const { synth } = aProject("console.error('no such stage'); process.exit(3);");
  for (let time = 0; time < 2; time += 1) {
    const failed = await synth().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(StartError);
    expect(String(failed)).toMatch(/node app\.cjs.*code 3:\nno such stage/);
  }
});
