import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, expect, it } from 'vitest';
import { bundleHandlers } from '../../infra/bundle.ts';

const project = join(import.meta.dirname, '../fixtures/handlers');
const folder = mkdtempSync(join(tmpdir(), 'presswire-bundle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bundle = (outdir: string, { sourceMaps = true } = {}) =>
  bundleHandlers({ project, outdir: join(folder, outdir), names: ['one', 'two'], sourceMaps });
const written = (outdir: string, name: string) =>
  readFileSync(join(folder, outdir, name, 'index.mjs'), 'utf8');

it('makes one self-contained module a handler, the same bytes each time', async () => {
  bundle('first');
  bundle('second', { sourceMaps: false });
  for (const name of ['one', 'two']) {
    expect(written('first', name)).toBe(written('second', name));
    expect(written('first', name)).not.toContain(folder);
    expect(written('first', name)).not.toMatch(/from ?["'](?!node:)[@\w]/);
  }
  const { handler } = await import(join(folder, 'first/two/index.mjs'));
  expect(handler({ text: '*x*' })).toBe('<p><em>x</em></p>\n');
  const sdk = await import(join(folder, 'first/one/index.mjs'));
  expect(sdk.handler()).toEqual(expect.any(String));
});

it('puts the module alone into the asset', () => {
  const code = bundle('assets');
  const app = new App({ outdir: join(folder, 'assembly'), builtinCloudFormationValidation: false });
  const fn = new Function(new Stack(app, 'Stack'), 'One', {
    code: code('one'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
  });
  app.synth();
  expect(fn.node.path).toBe('Stack/One');
  const asset = readdirSync(join(folder, 'assembly')).find((each) => each.startsWith('asset.'))!;
  expect(readdirSync(join(folder, 'assembly', asset))).toEqual(['index.mjs']);
  expect(readdirSync(join(folder, 'assets/one')).sort()).toEqual(['index.mjs', 'index.mjs.map']);
});

it('names every handler that is missing', () => {
  expect(() =>
    bundleHandlers({ project, outdir: join(folder, 'none'), names: ['one', 'six'], sourceMaps: false }),
  ).toThrow(/without a handler: .*functions\/six\/handler\.ts$/);
});
