import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { newsroomKey, registerKey } from '#adapters/aws/table-keys.ts';
import type { Aws } from '../aws.ts';
import { hasItems, putItem, type Plain } from './table-items.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', 'samples');

const plainSchema: z.ZodType<Plain> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.array(plainSchema), z.record(z.string(), plainSchema)]),
);
const newsroomsSchema = z.array(
  z.intersection(z.object({ id: z.string() }), z.record(z.string(), plainSchema)),
);

/** Configures the sample newsrooms on a table that has none; what the operator set up is never touched. */
export async function putSampleNewsrooms(aws: Aws, table: string): Promise<void> {
  if (await hasItems(aws, table, registerKey('NEWSROOMS', '').pk)) return;
  const newsrooms = newsroomsSchema.parse(JSON.parse(readFileSync(join(SAMPLES, 'newsrooms.json'), 'utf8')));
  for (const newsroom of newsrooms) {
    await putItem(aws, table, registerKey('NEWSROOMS', newsroom.id), { id: newsroom.id });
    await putItem(aws, table, newsroomKey(newsroom.id), newsroom);
  }
}

/** For a drop folder that is new: the sample releases, so that there is something to change. */
export function copySampleReleases(folder: string): void {
  cpSync(join(SAMPLES, 'releases'), folder, { recursive: true });
}
