import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { integer, maybeText, openDatabase, text, transaction } from '../../../local/sqlite.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'presswire-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('a transaction', () => {
  const setUp = () => {
    const db = openDatabase(':memory:');
    db.exec('CREATE TABLE t(n INTEGER) STRICT');
    const add = (n: number) => void db.prepare('INSERT INTO t VALUES (?)').run(n);
    const fail = (n: number) => () => {
      add(n);
      throw new Error('no');
    };
    const all = () =>
      db
        .prepare('SELECT n FROM t ORDER BY n')
        .all()
        .map((row) => integer(row, 'n'));
    return { db, add, fail, all };
  };

  it('stands or falls as a whole', () => {
    const { db, add, fail, all } = setUp();
    expect(transaction(db, () => (add(1), 'result'))).toBe('result');
    expect(() => transaction(db, fail(2))).toThrow('no');
    expect(all()).toEqual([1]);
    expect(db.isTransaction).toBe(false);
  });

  it('inside another falls alone, or with it', () => {
    const { db, add, fail, all } = setUp();
    transaction(db, () => {
      add(1);
      expect(() => transaction(db, fail(2))).toThrow('no');
      transaction(db, () => add(3));
    });
    expect(() =>
      transaction(db, () => {
        transaction(db, () => add(4));
        throw new Error('all');
      }),
    ).toThrow('all');
    expect(all()).toEqual([1, 3]);
  });
});

it('a column of another type is told', () => {
  const row = { a: 1, b: null };
  expect(() => text(row, 'a')).toThrow('column a should hold text and holds number');
  expect(maybeText(row, 'b')).toBeUndefined();
});

const WRITER = (path: string) => `
import { makeSqs } from ${JSON.stringify(join(import.meta.dirname, '../../../local/sqs/sqs.ts'))};
import { openDatabase } from ${JSON.stringify(join(import.meta.dirname, '../../../local/sqlite.ts'))};
const sqs = makeSqs({ db: openDatabase(${JSON.stringify(path)}), now: Date.now });
sqs.createQueue({ name: 'q', url: 'http://local/q', arn: 'arn:q' });
for (;;) {
  const { MessageId } = await sqs.actions.SendMessage({ QueueUrl: 'q', MessageBody: 'x' });
  process.stdout.write(MessageId + '\\n');
}`;

it('kill -9 loses nothing that was acknowledged', async () => {
  const path = join(directory, 'local.sqlite');
  const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER(path)], { stdio: 'pipe' });
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.length === 36) acknowledged.push(line);
    if (acknowledged.length === 500) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  expect(acknowledged.length).toBeGreaterThanOrEqual(500);
  const db = openDatabase(path);
  const kept = new Set(
    db
      .prepare('SELECT id FROM sqs_messages')
      .all()
      .map((row) => text(row, 'id')),
  );
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  db.close();
});
