import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const OWN = new URL('../vectors/', import.meta.url);
/** Third-party corpora stay outside the project; they are beside the checkout where the tests run with them. */
const SHARED = new URL('../../../shared/vectors/', import.meta.url);

/** The strings of a vector file of this project. */
export function ownVectors(name: string): string[] {
  return read(new URL(`${name}.json`, OWN));
}

/** The strings of a vector file that is not part of the project, or undefined where it is not at hand. */
export function sharedVectors(name: string): string[] | undefined {
  const file = new URL(`${name}.json`, SHARED);
  return existsSync(fileURLToPath(file)) ? read(file) : undefined;
}

function read(file: URL): string[] {
  return z.array(z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
}
