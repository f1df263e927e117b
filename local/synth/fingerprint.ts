import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Everything that an app's assembly is made from. */
export type Inputs = {
  /** Glob patterns below the project's folder. */
  files: readonly string[];
  /** Environment variables that the app may read: whole names, or prefixes ending in `*`. */
  environment: readonly string[];
};

type Fingerprinted = { project: string; command: string; inputs: Inputs; env: NodeJS.ProcessEnv };

/** A digest that changes when any input, the Node version or the command does. 16 hex digits. */
export function fingerprint({ project, command, inputs, env }: Fingerprinted): string {
  const hash = createHash('sha256').update(`${process.version}\0${command}\0`);
  const files = globSync([...inputs.files], { cwd: project, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`${file.slice(project.length)}\0${content.length}\0`).update(content);
  }
  const variables = Object.entries(env).filter(([name]) => inputs.environment.some(matches(name)));
  for (const [name, value] of variables.sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${name}=${value}\0`);
  return hash.digest('hex').slice(0, 16);
}

const matches =
  (name: string) =>
  (pattern: string): boolean =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
