import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';

const ROOT = new URL('..', import.meta.url);
const SANITIZER = new URL('shared/domain/html/', ROOT);
/** Packages that decide what is left of a text. */
const PACKAGES = ['sanitize-html', 'parse5'] as const;
const packageSchema = z.object({ version: z.string() });

/** A fingerprint of the sanitizer that this copy of Presswire would clean texts with: its files, and its packages as installed. */
export function sanitizerPolicy(): string {
  const hash = createHash('sha256');
  const add = (name: string, text: string): void => {
    hash.update(`${name}\n${text.length}\n${text}`);
  };
  for (const name of readdirSync(SANITIZER).toSorted())
    add(name, readFileSync(new URL(name, SANITIZER), 'utf8'));
  for (const name of PACKAGES) {
    const { version } = packageSchema.parse(JSON.parse(readFileSync(manifestOf(name), 'utf8')));
    add(name, version);
  }
  return hash.digest('hex').slice(0, 16);
}

function manifestOf(name: string): string {
  return fileURLToPath(new URL(`node_modules/${name}/package.json`, ROOT));
}
