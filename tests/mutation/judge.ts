import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAssembly } from './assembly.ts';
import { runJourney } from './journey.ts';
import type { Verdict } from './report.ts';
import { staticFailure } from './static-checks.ts';
import { without, type Template, type Wire } from './wires.ts';

export type Original = { assembly: string; template: Template };

/** Which check notices that a wire is gone: one that reads the template, else the first that fails in a run of it. */
export async function judge({ assembly, template }: Original, wire: Wire): Promise<Verdict> {
  const started = performance.now();
  const mutant = without(template, wire);
  const rule = staticFailure(mutant);
  const verdict = (noticedBy: string | undefined, detail: string): Verdict => ({
    wire,
    noticedBy,
    detail,
    ms: performance.now() - started,
  });
  if (rule !== undefined) return verdict(rule, '');
  const folder = mkdtempSync(join(tmpdir(), 'presswire-mutant-'));
  try {
    const failure = await runJourney(writeAssembly(join(folder, 'assembly'), assembly, mutant));
    return verdict(failure?.check, failure?.detail ?? '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
