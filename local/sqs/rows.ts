import type { DatabaseSync } from 'node:sqlite';
import { integer, maybeInteger, maybeText, text, type Row } from '../sqlite.ts';

/** A message that is not deleted. Hidden while `visible` is ahead: by a receive if it has a receipt, else by a delay. */
export type StoredMessage = {
  seq: number;
  id: string;
  body: string;
  /** JSON, as `sendMessage` stored it. */
  attributes: string;
  traceHeader: string | undefined;
  group: string | undefined;
  dedup: string | undefined;
  sentMs: number;
  visibleMs: number;
  firstReceivedMs: number | undefined;
  receivedMs: number | undefined;
  receives: number;
  receipt: string | undefined;
  /** ARN of the queue that gave the message up. */
  source: string | undefined;
};

const SCHEMA = `
CREATE TABLE IF NOT EXISTS sqs_messages(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
  attributes TEXT NOT NULL, trace TEXT, grp TEXT, dedup TEXT, sent INTEGER NOT NULL, visible INTEGER NOT NULL,
  first INTEGER, received INTEGER, receives INTEGER NOT NULL DEFAULT 0, receipt TEXT, source TEXT) STRICT;
CREATE INDEX IF NOT EXISTS sqs_due ON sqs_messages(queue, visible, seq);
CREATE INDEX IF NOT EXISTS sqs_order ON sqs_messages(queue, seq);
CREATE INDEX IF NOT EXISTS sqs_groups ON sqs_messages(queue, grp, visible);
CREATE INDEX IF NOT EXISTS sqs_id ON sqs_messages(id);
CREATE TABLE IF NOT EXISTS sqs_dedup(
  queue TEXT NOT NULL, scope TEXT NOT NULL, dedup TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL,
  at INTEGER NOT NULL, PRIMARY KEY (queue, scope, dedup)) STRICT;`;

const messageOf = (row: Row): StoredMessage => ({
  seq: integer(row, 'seq'),
  id: text(row, 'id'),
  body: text(row, 'body'),
  attributes: text(row, 'attributes'),
  traceHeader: maybeText(row, 'trace'),
  group: maybeText(row, 'grp'),
  dedup: maybeText(row, 'dedup'),
  sentMs: integer(row, 'sent'),
  visibleMs: integer(row, 'visible'),
  firstReceivedMs: maybeInteger(row, 'first'),
  receivedMs: maybeInteger(row, 'received'),
  receives: integer(row, 'receives'),
  receipt: maybeText(row, 'receipt'),
  source: maybeText(row, 'source'),
});

/** How many messages a queue holds, by what a receive could do with them. */
export type Depth = { visible: number; inFlight: number; delayed: number };

type NewMessage = Pick<
  StoredMessage,
  'body' | 'attributes' | 'traceHeader' | 'group' | 'dedup' | 'sentMs' | 'visibleMs'
>;

// A group waits for each of its messages that is in flight, and for an earlier one that is delayed.
const ELIGIBLE_FIFO = `
SELECT * FROM sqs_messages m WHERE queue = ?1 AND visible <= ?2 AND NOT EXISTS (
  SELECT 1 FROM sqs_messages o WHERE o.queue = ?1 AND o.grp = m.grp AND o.visible > ?2
    AND (o.receipt IS NOT NULL OR o.seq < m.seq))
ORDER BY seq LIMIT ?3`;

const prepare = (db: DatabaseSync) => ({
  insert: db.prepare(
    `INSERT INTO sqs_messages(queue, id, body, attributes, trace, grp, dedup, sent, visible)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq`,
  ),
  eligible: db.prepare(
    'SELECT * FROM sqs_messages WHERE queue = ?1 AND visible <= ?2 ORDER BY visible, seq LIMIT ?3',
  ),
  eligibleFifo: db.prepare(ELIGIBLE_FIFO),
  take: db.prepare(
    `UPDATE sqs_messages SET visible = ?, received = ?2, first = coalesce(first, ?2),
       receives = receives + 1, receipt = ? WHERE seq = ?`,
  ),
  giveUp: db.prepare(
    'UPDATE sqs_messages SET queue = ?, sent = ?, visible = ?, receipt = NULL, source = ? WHERE seq = ?',
  ),
  nextDue: db.prepare('SELECT min(visible) AS at FROM sqs_messages WHERE queue = ? AND visible > ?'),
  byId: db.prepare('SELECT * FROM sqs_messages WHERE queue = ? AND id = ?'),
  hide: db.prepare('UPDATE sqs_messages SET visible = ? WHERE seq = ?'),
  remove: db.prepare('DELETE FROM sqs_messages WHERE seq = ?'),
  purge: db.prepare('DELETE FROM sqs_messages WHERE queue = ?'),
  expire: db.prepare('DELETE FROM sqs_messages WHERE queue = ? AND sent < ?'),
  expireDedup: db.prepare('DELETE FROM sqs_dedup WHERE at <= ?'),
  dedup: db.prepare('SELECT id, seq FROM sqs_dedup WHERE queue = ? AND scope = ? AND dedup = ? AND at > ?'),
  putDedup: db.prepare('INSERT OR REPLACE INTO sqs_dedup VALUES (?, ?, ?, ?, ?, ?)'),
  depth: db.prepare(
    `SELECT coalesce(sum(visible <= ?2), 0) AS visible,
            coalesce(sum(visible > ?2 AND receipt IS NOT NULL), 0) AS flight,
            coalesce(sum(visible > ?2 AND receipt IS NULL), 0) AS delayed
     FROM sqs_messages WHERE queue = ?1`,
  ),
});

/** The rows of messages and of what has been seen. Which queues exist is the template's to say and not stored. */
export const makeMessageRows = (db: DatabaseSync) => {
  db.exec(SCHEMA);
  const sql = prepare(db);
  return {
    insert: (queue: string, id: string, message: NewMessage): number => {
      const { body, attributes, traceHeader, group, dedup, sentMs, visibleMs } = message;
      const optional = [traceHeader ?? null, group ?? null, dedup ?? null];
      return integer(
        sql.insert.get(queue, id, body, attributes, ...optional, sentMs, visibleMs) ?? {},
        'seq',
      );
    },
    /** Messages that a receive may give out now, in the order it should. */
    eligible: (queue: { name: string; fifo: boolean }, nowMs: number, limit: number): StoredMessage[] =>
      (queue.fifo ? sql.eligibleFifo : sql.eligible).all(queue.name, nowMs, limit).map(messageOf),
    take: (seq: number, visibleMs: number, nowMs: number, receipt: string): void =>
      void sql.take.run(visibleMs, nowMs, receipt, seq),
    /** Moves a message to its dead-letter queue; it keeps id, order and count of receives. */
    giveUp: (seq: number, to: string, sentMs: number, visibleMs: number, source: string): void =>
      void sql.giveUp.run(to, sentMs, visibleMs, source, seq),
    /** When the next hidden message of the queue becomes visible. */
    nextDue: (queue: string, nowMs: number): number | undefined =>
      maybeInteger(sql.nextDue.get(queue, nowMs) ?? {}, 'at'),
    byId: (queue: string, id: string): StoredMessage | undefined => {
      const row = sql.byId.get(queue, id);
      return row && messageOf(row);
    },
    hide: (seq: number, visibleMs: number): void => void sql.hide.run(visibleMs, seq),
    remove: (seq: number): void => void sql.remove.run(seq),
    purge: (queue: string): void => void sql.purge.run(queue),
    expire: (queue: string, sentBeforeMs: number): void => void sql.expire.run(queue, sentBeforeMs),
    expireDedup: (untilMs: number): void => void sql.expireDedup.run(untilMs),
    seen: (
      queue: string,
      scope: string,
      dedup: string,
      sinceMs: number,
    ): { id: string; seq: number } | undefined => {
      const row = sql.dedup.get(queue, scope, dedup, sinceMs);
      return row && { id: text(row, 'id'), seq: integer(row, 'seq') };
    },
    remember: (queue: string, scope: string, dedup: string, id: string, seq: number, atMs: number): void =>
      void sql.putDedup.run(queue, scope, dedup, id, seq, atMs),
    depth: (queue: string, nowMs: number): Depth => {
      const row = sql.depth.get(queue, nowMs) ?? {};
      return {
        visible: integer(row, 'visible'),
        inFlight: integer(row, 'flight'),
        delayed: integer(row, 'delayed'),
      };
    },
  };
};

export type MessageRows = ReturnType<typeof makeMessageRows>;
