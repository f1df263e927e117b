import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEMPLATE_RULES } from '../infra/template-rules.ts';
import { viewTemplate } from '../infra/template-view.ts';
import { writeAssembly } from './assembly.ts';
import { runJourney, type Failure } from './journey.ts';
import type { Template } from './template.ts';
import type { Verdict } from './verdict.ts';
import { titleOf, type Wire } from './wires.ts';
import { without } from './without.ts';

export type Original = { assembly: string; template: Template };

/** How a rule of tests/infra is named in the table. */
export const ruleName = (name: string): string => `rule: ${name}`;

/** Which check notices that a wire is gone: a rule over the template, else the first that fails in a run of it. */
export async function judge({ assembly, template }: Original, wire: Wire): Promise<Verdict> {
  const started = performance.now();
  const failure = await failureOf(assembly, without(template, wire));
  return {
    title: titleOf(wire),
    ...(failure === undefined ? {} : { noticedBy: failure.check }),
    detail: failure?.detail ?? '',
    ms: Math.round(performance.now() - started),
  };
}

async function failureOf(assembly: string, mutant: Template): Promise<Omit<Failure, 'isSure'> | undefined> {
  const view = viewTemplate(mutant);
  for (const { name, broken } of TEMPLATE_RULES) {
    const by = broken(view);
    if (by.length > 0) return { check: ruleName(name), detail: by.join(', ') };
  }
  const folder = mkdtempSync(join(tmpdir(), 'presswire-mutant-'));
  try {
    const mutated = writeAssembly(join(folder, 'assembly'), assembly, mutant);
    const failure = await runJourney(mutated);
    return failure === undefined || failure.isSure ? failure : await runJourney(mutated);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
