import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { usage } from '../cli-error.ts';
import { linesOf, MANIFEST_FILE, measure, MEDIA_FILE, RELEASES_FILE, type Manifest } from './manifest.ts';
import { mediaOf } from './media-of.ts';

const PROGRESS_FILE = 'progress.json';
const fromSchema = z.object({ site: z.string(), newsroom: z.exactOptional(z.string()) });
/** Which Presswire, and which desk of it. */
export type From = z.infer<typeof fromSchema>;

const progressSchema = z.object({
  ...fromSchema.shape,
  startedAt: z.string(),
  /** Where the list goes on; absent before the first page and behind the last. */
  next: z.exactOptional(z.string()),
  isListed: z.boolean(),
  releases: z.int(),
  /** Of the file of releases; what stands behind them was not finished. */
  bytes: z.int(),
  problems: z.array(z.string()),
});
export type Progress = z.infer<typeof progressSchema>;

/**
 * How far the export in a folder has come; a new one begins. Throws `CliError` for a folder that holds a finished export,
 * or one of another Presswire or desk.
 */
export function openExport(folder: string, from: From, at: string): Progress {
  mkdirSync(folder, { recursive: true });
  if (existsSync(join(folder, MANIFEST_FILE))) {
    throw usage(
      `${folder} holds an export that is finished. Name another folder, or "presswire verify" this one.`,
    );
  }
  const file = join(folder, PROGRESS_FILE);
  if (!existsSync(file)) {
    if (existsSync(join(folder, RELEASES_FILE))) {
      throw usage(
        `${join(folder, RELEASES_FILE)} is there, and not of an export that can go on. Name another folder.`,
      );
    }
    return { ...from, startedAt: at, isListed: false, releases: 0, bytes: 0, problems: [] };
  }
  const progress = progressSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!progress.success) throw usage(`${file} is damaged. Delete the folder and export anew.`);
  if (progress.data.site !== from.site || progress.data.newsroom !== from.newsroom) {
    throw usage(
      `${folder} holds the beginning of another export (${progress.data.site}). Name another folder.`,
    );
  }
  return progress.data;
}

/** Appends a page of releases and notes it: what a crash leaves between the two is cut off by the next page. */
export function appendPage(
  folder: string,
  before: Progress,
  page: { lines: readonly string[]; next: string | undefined; problems: readonly string[] },
): Progress {
  const bytes = Buffer.from(page.lines.map((line) => `${line}\n`).join(''));
  const file = openSync(join(folder, RELEASES_FILE), before.bytes === 0 ? 'w' : 'r+');
  try {
    ftruncateSync(file, before.bytes);
    writeSync(file, bytes, 0, bytes.length, before.bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  const { next: _next, ...rest } = before;
  const progress: Progress = {
    ...rest,
    ...(page.next === undefined ? {} : { next: page.next }),
    isListed: page.next === undefined,
    releases: before.releases + page.lines.length,
    bytes: before.bytes + bytes.length,
    problems: [...before.problems, ...page.problems],
  };
  replaceFile(folder, PROGRESS_FILE, progress);
  return progress;
}

/** Lists the media of all releases, then writes the manifest; the export is finished with it. */
export async function finishExport(folder: string, progress: Progress): Promise<Manifest> {
  const seen = new Set<string>();
  const file = openSync(join(folder, MEDIA_FILE), 'w');
  try {
    for await (const release of linesOf(folder, RELEASES_FILE)) {
      for (const media of mediaOf(release)) {
        if (!seen.has(media.href)) writeSync(file, `${JSON.stringify(media)}\n`);
        seen.add(media.href);
      }
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  const manifest: Manifest = {
    format: 'presswire-export/1',
    site: progress.site,
    ...(progress.newsroom === undefined ? {} : { newsroom: progress.newsroom }),
    exportedAt: progress.startedAt,
    files: {
      [RELEASES_FILE]: await measure(folder, RELEASES_FILE),
      [MEDIA_FILE]: await measure(folder, MEDIA_FILE),
    },
    problems: progress.problems,
  };
  replaceFile(folder, MANIFEST_FILE, manifest);
  rmSync(join(folder, PROGRESS_FILE), { force: true });
  return manifest;
}

/** Whole or not at all. */
function replaceFile(folder: string, name: string, content: object): void {
  const file = join(folder, name);
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}
