import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { blob, integer, text, type Row } from '../sqlite.ts';

/** One version of one object, without its bytes. */
export type StoredObject = {
  /** Counts every change of every bucket: larger is newer. */
  seq: number;
  bucket: string;
  key: string;
  /** The word `null` in a bucket without versions, as S3 has it. */
  version: string;
  latest: boolean;
  /** A delete marker: the key has no content from here on. */
  marker: boolean;
  size: number;
  /** Without quotes. */
  etag: string;
  modifiedMs: number;
  /** What is sent with every GET: content headers, user metadata, checksums. */
  headers: Record<string, string>;
};

/** A bucket as the template declares it. */
export type Bucket = { name: string; versioned: boolean; cors: string; createdMs: number };

const SCHEMA = `
CREATE TABLE IF NOT EXISTS s3_changes(one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL) STRICT;
INSERT OR IGNORE INTO s3_changes VALUES (1, 0);
CREATE TABLE IF NOT EXISTS s3_buckets(
  name TEXT PRIMARY KEY, versioned INTEGER NOT NULL, cors TEXT NOT NULL, created INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS s3_objects(
  seq INTEGER PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL,
  latest INTEGER NOT NULL, marker INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
  modified INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS s3_latest ON s3_objects(bucket, key) WHERE latest = 1;
CREATE UNIQUE INDEX IF NOT EXISTS s3_version ON s3_objects(bucket, key, version);
CREATE INDEX IF NOT EXISTS s3_history ON s3_objects(bucket, key, seq DESC);
CREATE TABLE IF NOT EXISTS s3_uploads(
  id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, headers TEXT NOT NULL,
  algorithm TEXT, type TEXT, initiated INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS s3_pending ON s3_uploads(bucket, key, id);
CREATE TABLE IF NOT EXISTS s3_parts(
  upload TEXT NOT NULL REFERENCES s3_uploads(id) ON DELETE CASCADE, number INTEGER NOT NULL,
  size INTEGER NOT NULL, etag TEXT NOT NULL, modified INTEGER NOT NULL, algorithm TEXT, checksum TEXT,
  body BLOB NOT NULL, PRIMARY KEY (upload, number)) STRICT;`;

const COLUMNS = 'seq, bucket, key, version, latest, marker, size, etag, modified, headers';
const headersSchema = z.record(z.string(), z.string());

/** The headers that `JSON.stringify` put into a column. */
export const headersOf = (row: Row): Record<string, string> =>
  headersSchema.parse(JSON.parse(text(row, 'headers')));

const objectOf = (row: Row): StoredObject => ({
  seq: integer(row, 'seq'),
  bucket: text(row, 'bucket'),
  key: text(row, 'key'),
  version: text(row, 'version'),
  latest: integer(row, 'latest') === 1,
  marker: integer(row, 'marker') === 1,
  size: integer(row, 'size'),
  etag: text(row, 'etag'),
  modifiedMs: integer(row, 'modified'),
  headers: headersOf(row),
});

const maybeObject = (row: Row | undefined): StoredObject | undefined => row && objectOf(row);

const bucketOf = (row: Row): Bucket => ({
  name: text(row, 'name'),
  versioned: integer(row, 'versioned') === 1,
  cors: text(row, 'cors'),
  createdMs: integer(row, 'created'),
});

function* each<T>(rows: Iterable<Row>, read: (row: Row) => T): Generator<T> {
  for (const row of rows) yield read(row);
}

/** The rows of buckets and objects; what they mean together is decided elsewhere. */
export const makeRows = (db: DatabaseSync) => {
  db.exec(SCHEMA);
  const sql = {
    nextSeq: db.prepare('UPDATE s3_changes SET seq = seq + 1 RETURNING seq'),
    bucket: db.prepare('SELECT * FROM s3_buckets WHERE name = ?'),
    buckets: db.prepare('SELECT * FROM s3_buckets ORDER BY name'),
    putBucket: db.prepare(
      `INSERT INTO s3_buckets VALUES (?, ?, ?, ?)
       ON CONFLICT(name) DO UPDATE SET versioned = excluded.versioned, cors = excluded.cors`,
    ),
    latest: db.prepare(`SELECT ${COLUMNS} FROM s3_objects WHERE bucket = ? AND key = ? AND latest = 1`),
    version: db.prepare(`SELECT ${COLUMNS} FROM s3_objects WHERE bucket = ? AND key = ? AND version = ?`),
    retire: db.prepare('UPDATE s3_objects SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1'),
    remove: db.prepare('DELETE FROM s3_objects WHERE seq = ?'),
    promote: db.prepare(
      `UPDATE s3_objects SET latest = 1 WHERE seq =
         (SELECT seq FROM s3_objects WHERE bucket = ? AND key = ? ORDER BY seq DESC LIMIT 1)`,
    ),
    insert: db.prepare(`INSERT INTO s3_objects VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)`),
    body: db.prepare('SELECT body FROM s3_objects WHERE seq = ?'),
    slice: db.prepare("SELECT coalesce(substr(body, ?, ?), x'') AS body FROM s3_objects WHERE seq = ?"),
    current: db.prepare(
      `SELECT ${COLUMNS} FROM s3_objects
       WHERE bucket = ?1 AND latest = 1 AND marker = 0 AND key >= max(?2, ?3) AND key > ?2 ORDER BY key`,
    ),
    history: db.prepare(
      `SELECT ${COLUMNS} FROM s3_objects
       WHERE bucket = ?1 AND key >= max(?2, ?3) AND (key > ?3 OR seq < ?4) ORDER BY key, seq DESC`,
    ),
  };
  const bytes = (row: Row | undefined): Buffer => {
    if (!row) throw new Error('an object row vanished inside its own request');
    return blob(row, 'body');
  };
  return {
    nextSeq: (): number => integer(sql.nextSeq.get() ?? {}, 'seq'),
    bucket: (name: string): Bucket | undefined => {
      const row = sql.bucket.get(name);
      return row && bucketOf(row);
    },
    buckets: (): Bucket[] => sql.buckets.all().map(bucketOf),
    putBucket: (bucket: Bucket): void => {
      sql.putBucket.run(bucket.name, bucket.versioned ? 1 : 0, bucket.cors, bucket.createdMs);
    },
    latest: (bucket: string, key: string) => maybeObject(sql.latest.get(bucket, key)),
    version: (bucket: string, key: string, version: string) =>
      maybeObject(sql.version.get(bucket, key, version)),
    /** Makes `object` the latest of its key. Whoever calls has retired or removed the one before. */
    insert: (object: Omit<StoredObject, 'latest'>, body: Buffer): void => {
      const { seq, bucket, key, version, marker, size, etag, modifiedMs } = object;
      const headers = JSON.stringify(object.headers);
      sql.insert.run(seq, bucket, key, version, marker ? 1 : 0, size, etag, modifiedMs, headers, body);
    },
    retire: (bucket: string, key: string): void => void sql.retire.run(bucket, key),
    remove: (seq: number): void => void sql.remove.run(seq),
    /** Makes the newest remaining version of the key its latest. */
    promote: (bucket: string, key: string): void => void sql.promote.run(bucket, key),
    body: (seq: number): Buffer => bytes(sql.body.get(seq)),
    slice: (seq: number, start: number, length: number): Buffer =>
      bytes(sql.slice.get(start + 1, length, seq)),
    /** Objects that GET would find, keys greater than `after` and not less than `from`, in key order. */
    current: (bucket: string, after: string, from: string) =>
      each(sql.current.iterate(bucket, after, from), objectOf),
    /** All versions and markers behind the place (`after`, `olderThan`), by key, then newest first. */
    history: (bucket: string, from: string, after: string, olderThan: number) =>
      each(sql.history.iterate(bucket, from, after, olderThan), objectOf),
  };
};

export type Rows = ReturnType<typeof makeRows>;
