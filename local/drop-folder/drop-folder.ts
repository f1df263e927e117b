import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { readMemory, writeMemory } from './memory.ts';
import { scanFolder, signatureOf, type Found } from './scan-folder.ts';

export type DropFolder = {
  /** Ends after the scan that is under way. */
  stop: () => Promise<void>;
};
type Options = {
  folder: string;
  /** Where it is remembered what has been uploaded. */
  memory: string;
  /** Paths are relative to the folder, with `/`. */
  upload: (path: string, content: Buffer) => Promise<void>;
  remove: (path: string) => Promise<void>;
  log: (line: string) => void;
  timing?: Partial<Timing>;
};
type Timing = {
  scanMs: number;
  /** How long size, time and identity must stand still before a file counts as written. */
  stableMs: number;
  /** How long a file must be missing: editors that save by rename, and people who cut and paste, take a moment. */
  deletionMs: number;
};

const TIMING: Timing = { scanMs: 150, stableMs: 300, deletionMs: 5000 };
/** A large folder is looked at less often: a scan takes at most this part of the time. */
const SCAN_SHARE = 0.05;

/**
 * Mirrors a folder's files into a bucket while it runs. At the start what is new or changed since the last run is
 * uploaded and nothing deleted; a deletion counts only when the file was there in this run.
 */
export function watchDropFolder({ folder, memory, upload, remove, log, timing }: Options): DropFolder {
  const { scanMs, stableMs, deletionMs } = { ...TIMING, ...timing };
  mkdirSync(folder, { recursive: true });
  const uploaded = readMemory(memory);
  const steady = new Map<string, { signature: string; since: number }>();
  const present = new Set<string>();
  const missing = new Map<string, number>();
  const misplaced = new Set<string>();
  const remember = (): void => writeMemory(memory, uploaded);

  const take = async (path: string, { file, signature }: Found): Promise<void> => {
    const before = uploaded.get(path);
    if (before?.signature === signature) return;
    const content = await readFile(file);
    if ((await signatureOf(file)) !== signature) return;
    const hash = createHash('sha256').update(content).digest('hex');
    if (before?.hash !== hash) await upload(path, content);
    uploaded.set(path, { hash, signature });
    remember();
  };
  const look = async (path: string, found: Found): Promise<void> => {
    present.add(path);
    missing.delete(path);
    const seen = steady.get(path);
    if (seen?.signature !== found.signature) {
      steady.set(path, { signature: found.signature, since: performance.now() });
      return;
    }
    if (performance.now() - seen.since >= stableMs) await take(path, found);
  };
  const lookForMissing = async (files: ReadonlyMap<string, Found>): Promise<void> => {
    for (const path of present) {
      if (files.has(path)) continue;
      const since = missing.get(path) ?? performance.now();
      missing.set(path, since);
      steady.delete(path);
      if (performance.now() - since < deletionMs) continue;
      if (uploaded.has(path)) await remove(path);
      uploaded.delete(path);
      remember();
      present.delete(path);
      missing.delete(path);
    }
  };
  const scan = async (): Promise<void> => {
    const files = await scanFolder(folder);
    // A folder that is gone altogether (unmounted, moved away) says nothing about its files.
    if (!files) return missing.clear();
    for (const [path, found] of files) {
      if (path.includes('/')) await attempt(path, () => look(path, found));
      else if (!misplaced.has(path)) {
        misplaced.add(path);
        log(`${path} lies in no newsroom's folder and is not taken; move it to ${folder}/<newsroom>/${path}`);
      }
    }
    await attempt('a deletion', () => lookForMissing(files));
  };
  const attempt = async (what: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log(`${what} is tried again: ${String(error)}`);
    }
  };
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const began = performance.now();
      await attempt(folder, scan);
      const pauseMs = Math.max(scanMs, (performance.now() - began) / SCAN_SHARE);
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
