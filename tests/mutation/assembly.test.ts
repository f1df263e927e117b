import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readTemplate, writeAssembly } from './assembly.ts';
import { readOptions } from './read-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'presswire-assembly-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('writes an assembly that differs in its template only', () => {
  const original = join(folder, 'original');
  mkdirSync(join(original, 'asset.1'), { recursive: true });
  writeFileSync(join(original, 'asset.1', 'index.mjs'), 'export {};');
  writeFileSync(join(original, 'manifest.json'), '{}');
  writeFileSync(join(original, 'Small.template.json'), '{"Resources":{"A":{"Type":"X"}}}');
  const template = readTemplate(original);
  const mutant = writeAssembly(join(folder, 'mutant'), original, { ...template, Resources: {} });
  expect(readTemplate(mutant).Resources).toEqual({});
  expect(readTemplate(original)).toEqual(template);
  expect(readdirSync(mutant).sort()).toEqual(readdirSync(original).sort());
  expect(readFileSync(join(mutant, 'asset.1', 'index.mjs'), 'utf8')).toBe('export {};');
  expect(() => readTemplate(folder)).toThrow('not exactly one template');
});

it('reads the options', () => {
  const defaults = { help: false, list: false, missing: false, fresh: false, only: '', jobs: 2 };
  expect(readOptions([])).toEqual(defaults);
  expect(readOptions(['--missing', '--only', 'Redrive', '--jobs', '1'])).toEqual({
    ...defaults,
    missing: true,
    only: 'redrive',
    jobs: 1,
  });
  expect(() => readOptions(['--jobs', '0'])).toThrow('--jobs is "0"; it needs a whole number above 0');
  expect(() => readOptions(['--simple'])).toThrow('--simple');
});
