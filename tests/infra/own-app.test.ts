import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { viewTemplate, type Resource } from './template-view.ts';

const PROJECT = join(import.meta.dirname, '../..');
const outdir = mkdtempSync(join(tmpdir(), 'presswire-own-app-'));
const folder = mkdtempSync(join(tmpdir(), 'own-app-'));
afterAll(() => {
  for (const made of [outdir, folder]) rmSync(made, { recursive: true, force: true });
});

/** As npm links a package that is given by its folder. */
function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

it('examples/own-app: the construct in an app of twenty lines, in a folder of its own, with a function on the bus', async () => {
  cpSync(join(PROJECT, 'examples/own-app'), folder, { recursive: true });
  for (const name of ['aws-cdk-lib', 'constructs'])
    link(join(PROJECT, 'node_modules', name), join(folder, 'node_modules', name));
  link(PROJECT, join(folder, 'node_modules/presswire'));
  const app = join(folder, 'app.ts');
  expect(readFileSync(app, 'utf8').trim().split('\n').length).toBeLessThanOrEqual(20);
  const env = { PATH: process.env['PATH'], CDK_OUTDIR: outdir };
  await promisify(execFile)(process.execPath, [app], { cwd: folder, env });
  const raw: object = JSON.parse(readFileSync(join(outdir, 'Newsroom.template.json'), 'utf8'));
  const { ofType, target } = viewTemplate(raw);
  const rules = ofType('AWS::Events::Rule').filter(
    ({ Properties }) => Properties['EventBusName'] !== undefined,
  );
  expect(rules).toHaveLength(1);
  const [{ Properties: rule }] = rules as [Resource];
  expect(target(rule['EventBusName']).Type).toBe('AWS::Events::EventBus');
  expect(rule['EventPattern']).toEqual({ source: ['presswire'] });
  expect(target(rule['Targets'][0].Arn).id).toMatch(/^OnRelease/);
  expect(ofType('AWS::SQS::Queue').length).toBeGreaterThan(10);
}, 120_000);
