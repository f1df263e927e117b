import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { appEnvironment } from '../local/presswire/stack-names.ts';
import { synthesise } from '../local/synth/synthesise.ts';
import type { Question } from './question.ts';

const PROJECT = join(import.meta.dirname, '..');
const KB = 1000;

/** The largest that each function's module should be, minified, so that a cold start stays short. */
const GOALS_KB: Readonly<Record<string, number>> = {
  announce: 450,
  clock: 450,
  publish: 950,
  deliver: 950,
  api: 950,
  ingest: 1200,
  convert: 2000,
};

/** What is deployed, as the synthesis writes it. */
export const bundles: Question = {
  kind: 'counted',
  name: 'bundles',
  asks: 'size of each function’s bundle, minified ÷ its goal',
  goal: 1,
  async count() {
    const { assembly } = await synthesise({
      project: PROJECT,
      cache: join(PROJECT, 'cdk.out', 'local'),
      environment: appEnvironment(false),
    });
    const folder = join(assembly, 'bundles');
    return readdirSync(folder).map((name) => {
      const goal = GOALS_KB[name];
      if (goal === undefined) throw new Error(`the function ${name} has no goal for its size`);
      const size = statSync(join(folder, name, 'index.mjs')).size / KB;
      return { name: `bundle: ${name}`, subject: size, baseline: goal, unit: 'KB' };
    });
  },
};
