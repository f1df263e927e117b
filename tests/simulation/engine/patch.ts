import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A change of one file of the product while it is loaded; the file itself stays as it is. */
export type Patch = { file: string; find: string; replace: string };

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * From now on the product's modules are loaded with these patches. Throws, when its module is loaded, for a patch
 * whose text is not there exactly once.
 */
export function patchModules(patches: readonly Patch[]): void {
  const byFile = Map.groupBy(patches, ({ file }) => `${PROJECT}${file}`);
  registerHooks({
    load(url, context, nextLoad) {
      const file = url.startsWith('file:') ? fileURLToPath(url) : '';
      const mine = byFile.get(file);
      if (mine === undefined) return nextLoad(url, context);
      const source = mine.reduce(patched, readFileSync(file, 'utf8'));
      return { format: 'module-typescript', source, shortCircuit: true };
    },
  });
}

/** The text with one change. */
export function patched(text: string, { file, find, replace }: Patch): string {
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`${file} has "${find}" ${parts.length - 1} times`);
  return parts.join(replace);
}
