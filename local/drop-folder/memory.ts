import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

/** What has been uploaded, by path: the content's hash, and the file's signature when it was read. */
export type Uploaded = { hash: string; signature: string };

const memorySchema = z.record(z.string(), z.object({ hash: z.string(), signature: z.string() }));

/** Reads what earlier runs uploaded. A file that cannot be read is as none: everything is looked at again. */
export function readMemory(file: string): Map<string, Uploaded> {
  try {
    return new Map(Object.entries(memorySchema.parse(JSON.parse(readFileSync(file, 'utf8')))));
  } catch {
    return new Map();
  }
}

/** Replaces the memory whole or not at all. */
export function writeMemory(file: string, memory: ReadonlyMap<string, Uploaded>): void {
  writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(memory)));
  renameSync(`${file}.new`, file);
}
