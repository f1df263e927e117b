import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { patched } from './engine/patch.ts';
import { MUTANTS } from './mutants/mutants.ts';
import { PATCHES } from './patches.ts';
import { zeroRows } from './report/report.ts';
import type { Ran } from './run-history.ts';
import { runSeeds } from './run-seeds.ts';
import { shrink, type Cut } from './shrink.ts';
import { addTallies } from './tally.ts';

const PROJECT = join(import.meta.dirname, '../..');
const SEEDS = 1_900;
/** Histories from here on are dense: they reach the rows that one usual history in thousands does. */
const DENSE = 1_000_000;
const BLOCK = 100;
const MOST_DENSE = 1_000;

describe('the simulation', () => {
  it(
    `breaks nothing in ${SEEDS + BLOCK} histories and reaches every fault and row`,
    { timeout: 600_000 },
    async () => {
      let tally = await runSeeds({ first: 1, seeds: SEEDS, jobs: 2 });
      expect(tally.seeds).toBe(SEEDS);
      for (let first = DENSE; first < DENSE + MOST_DENSE; first += BLOCK) {
        tally = addTallies(tally, await runSeeds({ first, seeds: BLOCK, jobs: 2 }));
        if (zeroRows(tally).length === 0) break;
      }
      expect(tally.failures).toEqual([]);
      expect(zeroRows(tally)).toEqual([]);
    },
  );

  it('tells the same history of a seed again, byte for byte', { timeout: 120_000 }, async () => {
    const tell = async (): Promise<string> => {
      const script = join(PROJECT, 'tests/simulation/simulate.ts');
      const { stdout } = await promisify(execFile)(process.execPath, [script, '--seed', '7'], {
        maxBuffer: 64_000_000,
      });
      return stdout;
    };
    const first = await tell();
    expect(first).toMatch(/Seed 7: \d+ steps, nothing broken/);
    expect(await tell()).toBe(first);
  });

  it('notices a hole, and says at which seed', { timeout: 120_000 }, async () => {
    const mutant = MUTANTS.filter(({ name }) => name === 'told before the request');
    const { failures } = await runSeeds({ first: 1, seeds: 120, jobs: 2, patches: mutant });
    expect(failures[0]?.seed).toBeGreaterThan(0);
    const noticed = failures.flatMap(({ violations }) => violations.map(({ what }) => what));
    expect(noticed).toContain('a partner lacks a live release');
  });
});

describe('shrinking', () => {
  it('leaves what the failure needs', async () => {
    const actions = [0, 1, 2, 3].map((number) => ({ number, afterMs: 0, does: 'poison-message' as const }));
    const run = async ({ without, skipped, withoutActions }: Cut): Promise<Ran> => {
      const struck = [1, 2, 3, 4, 5, 6, 7, 8].filter((number) => !skipped.has(number));
      const fails = !without.has('zombie') && !skipped.has(5) && !withoutActions.has(2);
      return {
        seed: 1,
        steps: 1,
        entries: [],
        faults: new Map(),
        struck,
        actions: actions.filter(({ number }) => !withoutActions.has(number)),
        violations: fails ? [{ what: 'lost', detail: '' }] : [],
      };
    };
    const cut = await shrink(run, { without: new Set(), skipped: new Set(), withoutActions: new Set() });
    expect([...cut.withoutActions]).toEqual([0, 1, 3]);
    expect(cut.skipped).toEqual(new Set([1, 2, 3, 4, 6, 7, 8]));
    expect(cut.without.has('zombie')).toBe(false);
    expect(cut.without.has('throttled')).toBe(true);
  });
});

describe('patches of the code that is simulated', () => {
  it.each([...PATCHES.map((patch) => ({ ...patch, name: patch.find })), ...MUTANTS])(
    '$file still has what is replaced: $name',
    (patch) => {
      const text = readFileSync(join(PROJECT, patch.file), 'utf8');
      const asRun = PATCHES.filter((one) => one.file === patch.file && one.find !== patch.find).reduce(
        patched,
        text,
      );
      expect(asRun.split(patch.find)).toHaveLength(2);
    },
  );

  it('there are mutants enough, each with a name of its own', () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
    expect(MUTANTS.length).toBeGreaterThanOrEqual(40);
  });
});
