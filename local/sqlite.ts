import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';

/** A row as SQLite gives it. */
export type Row = Record<string, SQLOutputValue>;

const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens (or makes) the one file that holds objects, queues and messages. Text is compared as UTF-8 bytes,
 * which is also the order in which S3 lists keys.
 *
 * Write-ahead log with `synchronous = NORMAL`: a commit has reached the operating system when it returns, so
 * `kill -9` loses nothing that was acknowledged. A power cut may lose the last commits but never corrupts the
 * file; waiting for the disk on every message would cost more than a development machine gains by it.
 */
export const openDatabase = (path: string): DatabaseSync => {
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  return db;
};

/**
 * Runs `work` so that all it wrote stands or none of it. Inside an open transaction it becomes a savepoint of
 * that one. `work` must not wait: other requests share the connection.
 */
export const transaction = <T>(db: DatabaseSync, work: () => T): T => {
  const nested = db.isTransaction;
  db.exec(nested ? 'SAVEPOINT step' : 'BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec(nested ? 'RELEASE step' : 'COMMIT');
    return result;
  } catch (error) {
    // SQLite may have rolled back by itself (disk full); then there is nothing left to undo.
    if (db.isTransaction) db.exec(nested ? 'ROLLBACK TO step; RELEASE step' : 'ROLLBACK');
    throw error;
  }
};

const unexpected = (column: string, wanted: string, value: unknown): Error =>
  new Error(`column ${column} should hold ${wanted} and holds ${typeof value}`);

/** The text of a column. */
export const text = (row: Row, column: string): string => {
  const value = row[column];
  if (typeof value !== 'string') throw unexpected(column, 'text', value);
  return value;
};

/** The text of a column that may be NULL. */
export const maybeText = (row: Row, column: string): string | undefined =>
  row[column] === null ? undefined : text(row, column);

/** The number of a column. */
export const integer = (row: Row, column: string): number => {
  const value = row[column];
  if (typeof value !== 'number') throw unexpected(column, 'a number', value);
  return value;
};

/** The number of a column that may be NULL. */
export const maybeInteger = (row: Row, column: string): number | undefined =>
  row[column] === null ? undefined : integer(row, column);

/** The bytes of a column, not copied. */
export const blob = (row: Row, column: string): Buffer => {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw unexpected(column, 'bytes', value);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
};
