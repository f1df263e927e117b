import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, expect, it } from 'vitest';
import { bundleConsole } from '../../infra/bundle-console.ts';
import { bundleHandlers } from '../../infra/bundle.ts';
import { withPlainKeys } from '../../infra/bundled/plain-keys.ts';
import { TIMEOUTS } from '../../infra/timeouts.ts';

const project = join(import.meta.dirname, '../fixtures/handlers');
const folder = mkdtempSync(join(tmpdir(), 'presswire-bundle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bundle = (outdir: string, { sourceMaps = true } = {}) =>
  bundleHandlers({ project, outdir: join(folder, outdir), names: ['one', 'two'], sourceMaps });
const written = (outdir: string, name: string) =>
  readFileSync(join(folder, outdir, name, 'index.mjs'), 'utf8');

it('makes one self-contained module a handler, the same bytes each time', async () => {
  await bundle('first');
  await bundle('second', { sourceMaps: false });
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

it('puts the module alone into the asset', async () => {
  const code = await bundle('assets');
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

it('names every handler that is missing', async () => {
  const made = bundleHandlers({
    project,
    outdir: join(folder, 'none'),
    names: ['one', 'six'],
    sourceMaps: false,
  });
  await expect(made).rejects.toThrow(/without a handler: .*functions\/six\/handler\.ts$/);
});

/** What a cold start has to load: a bundle may shrink, and grows only with its number here (docs/performance.md). */
const MOST_KB = {
  announce: 350,
  api: 585,
  clock: 435,
  convert: 1250,
  deliver: 855,
  ingest: 1200,
  publish: 580,
};
const mostOf = (name: string) => Object.entries(MOST_KB).find(([each]) => each === name)?.[1] ?? 0;

it('keeps every function within its size', async () => {
  const names = Object.keys(TIMEOUTS);
  const root = join(import.meta.dirname, '../..');
  await bundleHandlers({ project: root, outdir: join(folder, 'real'), names, sourceMaps: false });
  const sizes = names.map((name) => ({ name, kb: Buffer.byteLength(written('real', name)) / 1000 }));
  expect(names.toSorted()).toEqual(Object.keys(MOST_KB));
  expect(sizes.filter(({ name, kb }) => kb > mostOf(name))).toEqual([]);
  // A number far above what stands would let a bundle grow unseen.
  expect(sizes.filter(({ name, kb }) => kb < mostOf(name) * 0.85)).toEqual([]);
});

it('keeps the console within 60 KB, the same bytes each time', async () => {
  const project = join(import.meta.dirname, '../..');
  const [first, second] = [join(folder, 'console-1'), join(folder, 'console-2')];
  for (const outdir of [first, second]) await bundleConsole({ project, outdir });
  const files = readdirSync(first);
  expect(files.toSorted()).toEqual(['console.js', 'index.html', 'style.css']);
  const bytes = files.map((file) => readFileSync(join(first, file)));
  expect(bytes.reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(60_000);
  expect(files.map((file) => readFileSync(join(second, file)))).toEqual(bytes);
});

it('writes out the keys that are constants of the module, and no others', () => {
  const source =
    'const _a = "One";\nconst _b = two();\nexport var X$ = [{ [_a]: 1, [_b]: 2, [_c]: 3 }, [_a]];\n';
  expect(withPlainKeys(source)).toBe(source.replace('{ [_a]: 1', '{ "One": 1'));
});
