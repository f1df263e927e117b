import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Template } from './template.ts';
import { verdictSchema, type Verdict } from './verdict.ts';

/** What a verdict hangs on beside the template, which names the bundles by their hash. */
const JUDGES = ['tests/mutation/**/*.ts', 'tests/infra/template-*.ts', 'local/**/*.ts', 'package-lock.json'];

export type VerdictLog = { verdicts: readonly Verdict[]; add: (verdict: Verdict) => void };

/** The verdicts on one template by one state of the checks, a line each, so that a run that was cut off goes on. */
export function openVerdictLog(options: { project: string; template: Template; fresh: boolean }): VerdictLog {
  const { project, template, fresh } = options;
  const hash = createHash('sha256').update(JSON.stringify(template));
  for (const file of globSync(JUDGES, { cwd: project }).sort())
    hash.update(readFileSync(join(project, file)));
  const path = join(project, 'cdk.out', 'mutation', `${hash.digest('hex').slice(0, 16)}.jsonl`);
  if (fresh) rmSync(path, { force: true });
  mkdirSync(dirname(path), { recursive: true });
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return {
    verdicts: lines.filter((line) => line !== '').map((line) => verdictSchema.parse(JSON.parse(line))),
    add: (verdict) => appendFileSync(path, `${JSON.stringify(verdict)}\n`),
  };
}
