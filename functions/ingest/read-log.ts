import { parseDropKey } from '#domain/formats/key.ts';
import { compareInstants } from '#domain/release/instant.ts';
import type { DropBucket } from '#ports/drop-bucket.ts';

const PAGE = 1000;
const PREFIXES = ['commands/', 'incoming/'];

/** One upload, deletion or command of the log. */
export type Logged = { key: string; at: string };

/** Everything that authors uploaded and operators commanded, by (LastModified, key) (SEMANTICS, Rebuild). */
export async function readLog(drop: DropBucket): Promise<Logged[]> {
  const log: Logged[] = [];
  for (const prefix of PREFIXES) {
    for await (const key of keysOf(drop, prefix)) {
      if (parseDropKey(key).kind === 'ignored') continue;
      for (const { at } of await drop.listVersions(key)) log.push({ key, at });
    }
  }
  return log.sort((a, b) => compareInstants(a.at, b.at) || (a.key < b.key ? -1 : Number(a.key > b.key)));
}

async function* keysOf(drop: DropBucket, prefix: string): AsyncGenerator<string> {
  for (let after: string | undefined; ;) {
    const page = await drop.listNewest(prefix, { limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const { key } of page) yield key;
    after = page.at(-1)?.key;
    if (after === undefined || page.length < PAGE) return;
  }
}

/** The drop bucket as it was at a time: what came later is not there yet. */
export function dropAsOf(drop: DropBucket, nowMs: () => number): DropBucket {
  return {
    ...drop,
    listVersions: async (key) => (await drop.listVersions(key)).filter(({ at }) => Date.parse(at) <= nowMs()),
  };
}
