import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { patched, type Patch } from '../engine/patch.ts';

const PROJECT = join(import.meta.dirname, '../../..');
const COPIED = ['functions', 'shared', 'tests', 'samples', 'package.json', 'vitest.config.ts'] as const;
const MOST_MS = 180_000;

/** A copy of the project in a temporary folder, in which files may be broken. */
export type CopiedProject = {
  /** Whether a test file passes with a file changed, or with none. */
  passes(testFile: string, patch?: Patch): Promise<boolean>;
  remove(): void;
};

/** Copies what unit tests need; the dependencies are those of the project. */
export function copyProject(): CopiedProject {
  const root = mkdtempSync(join(tmpdir(), 'presswire-mutants-'));
  for (const name of COPIED) cpSync(join(PROJECT, name), join(root, name), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'));
  return {
    async passes(testFile, patch) {
      const file = join(root, patch?.file ?? 'package.json');
      const text = readFileSync(file, 'utf8');
      if (patch !== undefined) writeFileSync(file, patched(text, patch));
      try {
        return await runTests(root, testFile);
      } finally {
        writeFileSync(file, text);
      }
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function runTests(root: string, testFile: string): Promise<boolean> {
  const vitest = join(PROJECT, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--root', root, testFile];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, timeout: MOST_MS }, (error) => resolve(error === null));
  });
}
