import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { usage } from '../cli-error.ts';
import { linesOf, MANIFEST_FILE, manifestSchema, measure, MEDIA_FILE, RELEASES_FILE } from './manifest.ts';

const releaseSchema = z.looseObject({
  uri: z.string().min(1),
  version: z.string(),
  standard: z.looseObject({ name: z.literal('ninjs') }),
});
const mediaSchema = z.object({ href: z.url(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
/** Further ones say nothing new. */
const MOST_PROBLEMS = 20;

export type Verified = { releases: number; media: number; exportedAt: string; problems: string[] };

/** Holds an export to its manifest and each line to its form. Throws `CliError` for a folder that is no finished export. */
export async function verifyExport(folder: string): Promise<Verified> {
  const manifest = readManifest(folder);
  const problems: string[] = [];
  const note = (problem: string): void => {
    if (problems.length < MOST_PROBLEMS) problems.push(problem);
  };
  for (const [name, told] of Object.entries(manifest.files)) {
    if (!existsSync(join(folder, name))) {
      note(`${name} is missing`);
      continue;
    }
    const found = await measure(folder, name);
    if (found.sha256 !== told.sha256) {
      note(
        `${name} is not what was exported: ${found.bytes} bytes in ${found.lines} lines, not ${told.bytes} in ${told.lines}`,
      );
    }
  }
  const releases = await check(folder, RELEASES_FILE, releaseSchema, ({ uri }) => uri, note);
  const media = await check(folder, MEDIA_FILE, mediaSchema, ({ href }) => href, note);
  return { releases, media, exportedAt: manifest.exportedAt, problems };
}

async function check<T>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
  idOf: (line: T) => string,
  note: (problem: string) => void,
): Promise<number> {
  if (!existsSync(join(folder, name))) return 0;
  const seen = new Set<string>();
  let number = 0;
  for await (const line of linesOf(folder, name)) {
    number += 1;
    const read = schema.safeParse(line);
    if (!read.success) note(`${name}, line ${number}: it is none that an export writes`);
    else if (seen.has(idOf(read.data)))
      note(`${name}, line ${number}: ${idOf(read.data)} stands there twice`);
    else seen.add(idOf(read.data));
  }
  return seen.size;
}

function readManifest(folder: string) {
  const file = join(folder, MANIFEST_FILE);
  if (!existsSync(file)) {
    throw usage(
      `${folder} has no ${MANIFEST_FILE}: it is no export, or one that was not finished. Export again into it.`,
    );
  }
  const read = manifestSchema.safeParse(parsed(readFileSync(file, 'utf8')));
  if (read.success) return read.data;
  throw usage(`${file} is damaged, or of a newer Presswire. Export again into another folder.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
