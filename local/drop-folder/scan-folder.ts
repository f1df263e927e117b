import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isIgnoredName } from './ignored-name.ts';

/** A file as it lies there; a change of `signature` means that it may have been written. */
export type Found = { file: string; signature: string };

const DEEPEST = 12;

/**
 * The files below a folder by path: relative, with `/`, names in NFC. Links are passed over, so nothing outside the
 * folder is read, nor one whose name is not UTF-8, which is told of. Undefined when the folder itself is not there.
 */
export async function scanFolder(
  root: string,
  onUnreadable: (path: string) => void,
): Promise<Map<string, Found> | undefined> {
  const found = new Map<string, Found>();
  try {
    await scan(root, '', found, { depth: 0, onUnreadable });
    return found;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

type Going = { depth: number; onUnreadable: (path: string) => void };

async function scan(
  folder: string,
  prefix: string,
  found: Map<string, Found>,
  { depth, onUnreadable }: Going,
): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (isIgnoredName(entry.name)) continue;
    const file = join(folder, entry.name);
    const path = `${prefix}${entry.name.normalize('NFC')}`;
    try {
      if (entry.isDirectory() && depth < DEEPEST)
        await scan(file, `${path}/`, found, { depth: depth + 1, onUnreadable });
      else if (entry.isFile()) found.set(path, { file, signature: await signatureOf(file) });
    } catch (error) {
      if (!isGone(error)) throw error;
      // Gone or renamed between the listing and the look: the next scan tells. Or a name whose bytes are no text.
      if (entry.name.includes('\u{FFFD}')) onUnreadable(path);
    }
  }
}

/** Size, time and identity of a file; a save by rename changes the last even where size and time stay. */
export async function signatureOf(file: string): Promise<string> {
  const { size, mtimeMs, ino } = await lstat(file);
  return `${size}:${mtimeMs}:${ino}`;
}

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
