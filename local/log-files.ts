import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { OnLog } from './lambda/function-spec.ts';

export type LogFiles = {
  /** Appends a line to the speaker's file. */
  write: OnLog;
  close: () => void;
};

/** One file a function, `<directory>/<function>.log`, each line with the machine's time before it. */
export function makeLogFiles(directory: string): LogFiles {
  mkdirSync(directory, { recursive: true });
  const streams = new Map<string, WriteStream>();
  const streamOf = (name: string): WriteStream => {
    const open = streams.get(name) ?? createWriteStream(join(directory, `${name}.log`), { flags: 'a' });
    streams.set(name, open);
    return open;
  };
  return {
    write: (name, line) => void streamOf(name).write(`${new Date().toISOString()} ${line}\n`),
    close: () => {
      for (const stream of streams.values()) stream.end();
    },
  };
}
