import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { viewTemplate, type Resource } from './template-view.ts';

const PROJECT = join(import.meta.dirname, '../..');
const outdir = mkdtempSync(join(tmpdir(), 'presswire-own-app-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

it('examples/own-app: the construct in an app of twenty lines, with a function on the bus', async () => {
  const app = join(PROJECT, 'examples/own-app/app.ts');
  expect(readFileSync(app, 'utf8').trim().split('\n').length).toBeLessThanOrEqual(20);
  const env = { PATH: process.env['PATH'], CDK_OUTDIR: outdir };
  await promisify(execFile)(process.execPath, [app], { cwd: PROJECT, env });
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
