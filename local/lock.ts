import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from './start-error.ts';

/**
 * Takes a data directory for this process; gives the function that lets it go. The lock is the operating system's, on
 * a database file, so a killed process leaves none behind and a process id used again misleads nobody.
 * Throws `StartError` when another run has the directory.
 */
export function lockData(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const holder = join(directory, 'lock.pid');
  const database = new DatabaseSync(join(directory, 'lock'));
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!(error instanceof Error && /database is locked/.test(error.message))) throw error;
    throw new StartError(
      `${directory} is in use by another run${named(holder)}; stop that one, or give another --data directory`,
    );
  }
  writeFileSync(holder, String(process.pid));
  return () => {
    rmSync(holder, { force: true });
    database.close();
  };
}

function named(holder: string): string {
  try {
    return ` (process ${readFileSync(holder, 'utf8').trim()})`;
  } catch {
    return '';
  }
}
