import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openVerdictLog } from './verdict-log.ts';

const project = mkdtempSync(join(tmpdir(), 'presswire-verdicts-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));

const template = { Resources: { A: { Type: 'X' } } };
const noticed = { title: 'redrive: A: to B', noticedBy: 'a check', detail: '', ms: 12 };
const survived = { title: 'redrive: C: to D', detail: '', ms: 34 };
const opened = (options: { fresh?: boolean; other?: boolean } = {}) =>
  openVerdictLog({
    project,
    template: options.other ? { Resources: {} } : template,
    fresh: options.fresh ?? false,
  });

it('goes on where a run of the same template and checks was cut off', () => {
  const log = opened();
  log.add(noticed);
  log.add(survived);
  expect(opened().verdicts).toEqual([noticed, survived]);
  expect(opened({ other: true }).verdicts).toEqual([]);
  mkdirSync(join(project, 'tests/mutation'), { recursive: true });
  writeFileSync(join(project, 'tests/mutation/checks.ts'), 'export {};');
  expect(opened().verdicts).toEqual([]);
});

it('forgets what was judged when it is asked to', () => {
  opened().add(noticed);
  expect(opened({ fresh: true }).verdicts).toEqual([]);
  expect(opened().verdicts).toEqual([]);
});
