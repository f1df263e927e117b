import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import type { Now } from '../protocol.ts';

/** An event as a rule on the bus would see it (EventBridge user guide, "Events"). */
export type LoggedEvent = {
  version: '0';
  id: string;
  source: string;
  'detail-type': string;
  account: string;
  region: string;
  time: string;
  resources: readonly string[];
  detail: unknown;
};

/** What was put on the buses of a run: no function of the operator's own runs here, so a file tells what it would get. */
export type EventLog = {
  /** Everything that was put since the start, oldest first. */
  readonly events: readonly LoggedEvent[];
  /** Gives the event's id. */
  put(event: Omit<LoggedEvent, 'version' | 'id' | 'time'> & { time?: string | undefined }): string;
};

const OWNER_ONLY = 0o600;

/** A log that writes each event as a line of JSON into a file; without one it keeps them in memory alone. */
export function makeEventLog({ file, now }: { file?: string; now: Now }): EventLog {
  const events: LoggedEvent[] = [];
  return {
    events,
    put({ time, ...given }) {
      const id = randomUUID();
      const seconds = new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z');
      const event = { version: '0', id, ...given, time: time ?? seconds } as const;
      if (file !== undefined) appendFileSync(file, `${JSON.stringify(event)}\n`, { mode: OWNER_ONLY });
      events.push(event);
      return id;
    },
  };
}
