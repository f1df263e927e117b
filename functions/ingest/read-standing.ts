import { parseDropKey } from '#domain/formats/key.ts';
import { draftOfImported, readImported } from '#domain/formats/read-import.ts';
import { settlePictures } from '#domain/formats/settle-pictures.ts';
import type { Draft } from '#domain/release/draft.ts';
import type { Head } from '#domain/release/head.ts';
import { MAX_IMPORT_BYTES } from './fold-import.ts';
import { findPictures } from './find-pictures.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { readVersion } from './read-version.ts';

/**
 * What the very file whose text stands gives today, with the pictures that are there; undefined where it is gone, not
 * opened yet, or refused today.
 */
export async function readStanding(
  deps: Pick<IngestDeps, 'drop' | 'receipts' | 'prompts' | 'sources' | 'newsrooms'>,
  { newsroom: newsroomId, upload: { key, versionId } }: Head,
): Promise<Draft | undefined> {
  const newsroom = await deps.newsrooms.getNewsroom(newsroomId);
  const place = parseDropKey(key);
  if (newsroom === undefined) return undefined;
  if (place.kind === 'command') {
    const bytes = await deps.drop.read(key, versionId, MAX_IMPORT_BYTES);
    const imported = bytes && readImported(bytes);
    return imported && draftOfImported(imported, newsroom).draft;
  }
  const versions = await deps.drop.listVersions(key);
  const version = versions.find((one) => one.versionId === versionId);
  if (place.kind !== 'incoming' || version === undefined) return undefined;
  const { path } = place;
  const upload = { key, newsroomId, path, version, versions };
  const read = await readVersion(deps, upload, newsroom);
  if (read === 'waits' || 'picture' in read || read.draft === undefined) return undefined;
  if (read.settled === true) return read.draft;
  const found = await findPictures(deps, { key, newsroom: newsroomId, path }, read.pictures, {
    notes: false,
  });
  return settlePictures(read, found).draft;
}
