import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { readMemory, writeMemory } from './memory.ts';
import { scanFolder, signatureOf, type Found } from './scan-folder.ts';

/** A folder whose files are mirrored as often as it is looked at. */
export type FolderMirror = {
  /** Looks once. Never throws: what fails is logged and tried at the next look. */
  look: () => Promise<void>;
};
export type MirrorOptions = {
  folder: string;
  /** Where it is remembered what has been uploaded. */
  memory: string;
  /** Paths are relative to the folder, with `/`. */
  upload: (path: string, content: Buffer) => Promise<void>;
  remove: (path: string) => Promise<void>;
  log: (line: string) => void;
  /** Milliseconds of a clock that only goes ahead. */
  now: () => number;
};

/** How long size, time and identity must stand still before a file counts as written. */
const STABLE_MS = 300;
/** How long a file must be missing: editors that save by rename, and people who cut and paste, take a moment. */
const DELETION_MS = 5000;
/** What failed rests before it is tried again, and is not told of twice. */
const REST_MS = 5000;

/**
 * At the first looks what is new or changed since the last run is uploaded and nothing deleted; a deletion counts only
 * when the file was there in this run.
 */
export function makeFolderMirror({ folder, memory, upload, remove, log, now }: MirrorOptions): FolderMirror {
  mkdirSync(folder, { recursive: true });
  const uploaded = readMemory(memory);
  const steady = new Map<string, { signature: string; since: number }>();
  const present = new Set<string>();
  const saved = new Set<string>();
  const missing = new Map<string, number>();
  const told = new Set<string>();
  const remember = (): void => writeMemory(memory, uploaded);
  const sayOnce = (path: string, what: string): void => {
    if (!told.has(path)) log(`${path} ${what}`);
    told.add(path);
  };

  const take = async (path: string, { file, signature }: Found): Promise<void> => {
    const before = uploaded.get(path);
    if (before?.signature === signature) return;
    const content = await readFile(file);
    if ((await signatureOf(file)) !== signature) return;
    const hash = createHash('sha256').update(content).digest('hex');
    // Whoever saves a file again asks for an answer again; what merely lies there since the last run does not.
    if (before?.hash !== hash || saved.has(path)) await upload(path, content);
    saved.delete(path);
    uploaded.set(path, { hash, signature });
    remember();
  };
  const lookAt = async (path: string, found: Found): Promise<void> => {
    present.add(path);
    missing.delete(path);
    const seen = steady.get(path);
    if (seen?.signature !== found.signature) {
      if (seen !== undefined) saved.add(path);
      steady.set(path, { signature: found.signature, since: now() });
      return;
    }
    if (now() - seen.since >= STABLE_MS) await take(path, found);
  };
  const lookForMissing = async (files: ReadonlyMap<string, Found>): Promise<void> => {
    for (const path of present) {
      if (files.has(path)) continue;
      const since = missing.get(path) ?? now();
      missing.set(path, since);
      steady.delete(path);
      if (now() - since < DELETION_MS) continue;
      if (uploaded.has(path)) await remove(path);
      uploaded.delete(path);
      remember();
      present.delete(path);
      missing.delete(path);
    }
  };
  const failed = new Map<string, { said: string; at: number }>();
  const attempt = async (what: string, work: () => Promise<void>): Promise<void> => {
    const last = failed.get(what);
    if (last !== undefined && now() - last.at < REST_MS) return;
    try {
      await work();
      failed.delete(what);
    } catch (error) {
      const said = `${what} is tried again: ${String(error)}`;
      if (last?.said !== said) log(said);
      failed.set(what, { said, at: now() });
    }
  };
  const lookAround = async (): Promise<void> => {
    const files = await scanFolder(folder, (path) =>
      sayOnce(path, 'has a name that is not UTF-8; rename it'),
    );
    // A folder that is gone altogether (unmounted, moved away) says nothing about its files.
    if (!files) return missing.clear();
    for (const [path, found] of files) {
      if (path.includes('/')) await attempt(path, () => lookAt(path, found));
      else {
        sayOnce(
          path,
          `lies in no newsroom's folder and is not taken; move it to ${folder}/<newsroom>/${path}`,
        );
      }
    }
    await attempt('a deletion', () => lookForMissing(files));
  };
  return { look: () => attempt(folder, lookAround) };
}
