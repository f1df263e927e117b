import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { appEnvironment } from '../../local/presswire/stack-names.ts';
import { synthesise } from '../../local/synth/synthesise.ts';

const PROJECT = join(import.meta.dirname, '../..');
/** How both policies, the sanitizer's and the oracle's, begin. */
const POLICY = '"p h2 h3 h4 a ul ';
const LEAKY = '"p script h2 h3 h4 a ul ';

/** The stack as it is, but for a sanitizer and an oracle that let a script through. `folder` is made. */
export async function leakyAssembly(folder: string): Promise<string> {
  const { assembly } = await synthesise({
    project: PROJECT,
    cache: join(PROJECT, 'cdk.out', 'local'),
    environment: appEnvironment(false),
  });
  mkdirSync(folder, { recursive: true });
  let leaks = 0;
  for (const name of readdirSync(assembly)) {
    const from = resolve(assembly, name);
    const bundle = join(from, 'index.mjs');
    const code = existsSync(bundle) ? readFileSync(bundle, 'utf8') : '';
    if (!code.includes(POLICY)) {
      symlinkSync(from, join(folder, name));
      continue;
    }
    cpSync(from, join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'index.mjs'), code.replaceAll(POLICY, LEAKY));
    leaks += 1;
  }
  if (leaks === 0) throw new Error(`no bundle of ${assembly} has the policy`);
  return folder;
}
