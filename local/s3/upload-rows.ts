import type { DatabaseSync } from 'node:sqlite';
import { blob, integer, maybeText, text, type Row } from '../sqlite.ts';
import { isChecksumAlgorithm, type Checksum, type ChecksumAlgorithm } from './checksums.ts';
import { headersOf } from './rows.ts';

/** A multipart upload that is neither complete nor aborted. */
export type Upload = {
  id: string;
  bucket: string;
  key: string;
  headers: Record<string, string>;
  checksum: { algorithm: ChecksumAlgorithm; type: 'COMPOSITE' | 'FULL_OBJECT' } | undefined;
  initiatedMs: number;
};

/** One part of an upload, without its bytes. */
export type Part = {
  number: number;
  size: number;
  etag: string;
  modifiedMs: number;
  checksum: Checksum | undefined;
};

const algorithmOf = (row: Row): ChecksumAlgorithm | undefined => {
  const name = maybeText(row, 'algorithm');
  return name !== undefined && isChecksumAlgorithm(name) ? name : undefined;
};

const uploadOf = (row: Row): Upload => {
  const algorithm = algorithmOf(row);
  const type = maybeText(row, 'type') === 'FULL_OBJECT' ? 'FULL_OBJECT' : 'COMPOSITE';
  return {
    id: text(row, 'id'),
    bucket: text(row, 'bucket'),
    key: text(row, 'key'),
    headers: headersOf(row),
    checksum: algorithm && { algorithm, type },
    initiatedMs: integer(row, 'initiated'),
  };
};

const partOf = (row: Row): Part => {
  const algorithm = algorithmOf(row);
  return {
    number: integer(row, 'number'),
    size: integer(row, 'size'),
    etag: text(row, 'etag'),
    modifiedMs: integer(row, 'modified'),
    checksum: algorithm && { algorithm, value: text(row, 'checksum') },
  };
};

/** The rows of multipart uploads. The tables are made with the objects' (`rows.ts`). */
export const makeUploadRows = (db: DatabaseSync) => {
  const sql = {
    insert: db.prepare('INSERT INTO s3_uploads VALUES (?, ?, ?, ?, ?, ?, ?)'),
    upload: db.prepare('SELECT * FROM s3_uploads WHERE id = ? AND bucket = ? AND key = ?'),
    remove: db.prepare('DELETE FROM s3_uploads WHERE id = ?'),
    pending: db.prepare(
      `SELECT * FROM s3_uploads WHERE bucket = ?1 AND (key > ?2 OR (key = ?2 AND id > ?3)) ORDER BY key, id`,
    ),
    putPart: db.prepare('INSERT OR REPLACE INTO s3_parts VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    parts: db.prepare(
      `SELECT number, size, etag, modified, algorithm, checksum FROM s3_parts
       WHERE upload = ? AND number > ? ORDER BY number`,
    ),
    body: db.prepare('SELECT body FROM s3_parts WHERE upload = ? AND number = ?'),
  };
  return {
    insert: (upload: Upload): void => {
      const { id, bucket, key, checksum, initiatedMs } = upload;
      const headers = JSON.stringify(upload.headers);
      sql.insert.run(
        id,
        bucket,
        key,
        headers,
        checksum?.algorithm ?? null,
        checksum?.type ?? null,
        initiatedMs,
      );
    },
    upload: (id: string, bucket: string, key: string): Upload | undefined => {
      const row = sql.upload.get(id, bucket, key);
      return row && uploadOf(row);
    },
    /** With its parts. */
    remove: (id: string): void => void sql.remove.run(id),
    /** Uploads of the bucket behind the place (`key`, `id`), in that order. */
    pending: (bucket: string, key: string, id: string): Upload[] =>
      sql.pending.all(bucket, key, id).map(uploadOf),
    /** Replaces the part of that number. */
    putPart: (upload: string, part: Part, body: Buffer): void => {
      const { number, size, etag, modifiedMs, checksum } = part;
      const { algorithm = null, value = null } = checksum ?? {};
      sql.putPart.run(upload, number, size, etag, modifiedMs, algorithm, value, body);
    },
    /** Parts with a larger number than `after`, by number. */
    parts: (upload: string, after: number): Part[] => sql.parts.all(upload, after).map(partOf),
    partBody: (upload: string, number: number): Buffer => blob(sql.body.get(upload, number) ?? {}, 'body'),
  };
};

export type UploadRows = ReturnType<typeof makeUploadRows>;
