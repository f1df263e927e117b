import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Now } from '../protocol.ts';
import { mailFile, type OutgoingMail } from './mail-file.ts';

/** Where mails go that would leave the machine. */
export type Outbox = {
  /** Everything that was put since the start, oldest first. */
  readonly mails: readonly OutgoingMail[];
  /** Gives the mail's id. */
  put(mail: Omit<OutgoingMail, 'id'>): string;
};

const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

/** An outbox that writes each mail as `<time>-<id>.eml` into a folder; without one it keeps them in memory alone. */
export function makeOutbox({ folder, now }: { folder?: string; now: Now }): Outbox {
  const mails: OutgoingMail[] = [];
  return {
    mails,
    put(given) {
      const id = randomUUID();
      const mail = { ...given, id };
      if (folder !== undefined) {
        mkdirSync(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
        const name = `${new Date(now()).toISOString().replaceAll(':', '')}-${id}.eml`;
        writeFileSync(join(folder, name), mailFile(mail, now()), { mode: OWNER_ONLY });
      }
      mails.push(mail);
      return id;
    },
  };
}
