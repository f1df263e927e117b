import { makeMemoryClock } from '#adapters/memory/clock.ts';
import { makeMemoryDropBucket } from '#adapters/memory/drop-bucket.ts';
import { makeMemoryDueStore } from '#adapters/memory/due-store.ts';
import { makeMemoryEdge } from '#adapters/memory/edge.ts';
import { makeMemoryFeedStore } from '#adapters/memory/feed-store.ts';
import { makeMemoryNewsroomStore } from '#adapters/memory/newsroom-store.ts';
import { makeMemoryObjectStore } from '#adapters/memory/object-store.ts';
import { makeMemoryPrompts } from '#adapters/memory/prompts.ts';
import { makeMemoryReleaseStore } from '#adapters/memory/release-store.ts';
import { makeMemorySourceStore } from '#adapters/memory/source-store.ts';
import type { Newsroom } from '#domain/release/newsroom.ts';
import type { IngestDeps } from '../../functions/ingest/ingest-deps.ts';
import { ingestPrompt, type IngestMessage } from '../../functions/ingest/ingest-prompt.ts';

export const BLORA: Newsroom = {
  id: 'blora',
  name: 'Blora Public Relations',
  host: 'blora.publicrelations.id',
  timezone: 'Asia/Jakarta',
  language: 'id',
};

export const HARBOUR: Newsroom = {
  id: 'harbour',
  name: 'Harbour City Press Office',
  host: 'press.harbour-city.example',
  timezone: 'Europe/London',
  language: 'en',
};

/** Ingest on memory adapters, with an author's hands, a clock that is moved and the queues looked at. */
export async function makeIngestWorld() {
  const clock = makeMemoryClock(Date.parse('2026-03-01T08:00:00Z'));
  const drop = makeMemoryDropBucket({ clock });
  const prompts = makeMemoryPrompts({ clock });
  const due = makeMemoryDueStore();
  const edge = makeMemoryEdge();
  const newsrooms = makeMemoryNewsroomStore();
  await newsrooms.putNewsroom(BLORA);
  await newsrooms.putNewsroom(HARBOUR);
  const repairs: string[] = [];
  const dwells: number[] = [];
  const deps: IngestDeps = {
    clock,
    drop,
    receipts: makeMemoryObjectStore({ clock }),
    site: makeMemoryObjectStore({ clock }),
    releases: makeMemoryReleaseStore(),
    sources: makeMemorySourceStore(),
    feeds: makeMemoryFeedStore(),
    newsrooms,
    due,
    edge,
    prompts,
    network: 'presswire',
    siteUrl: 'https://site.example',
    countRepair: (what) => repairs.push(what),
    noteDwell: (dwellMs) => dwells.push(dwellMs),
  };

  const ingest = (message: IngestMessage): Promise<void> =>
    ingestPrompt(deps, message, { firstReceivedMs: clock.now() });
  const text = async (store: IngestDeps['site'], key: string): Promise<string | undefined> => {
    const object = await store.get(key);
    return object && new TextDecoder().decode(object.body);
  };
  return {
    deps,
    clock,
    drop,
    due,
    edge,
    prompts,
    dwells,
    repairs,
    ingest,
    /** Puts a file, a second after whatever was before, and lets ingest follow. */
    async put(key: string, body: string | Uint8Array) {
      clock.advance(1000);
      const version = drop.put(key, body);
      await ingest({ prompt: 'key', key });
      return version;
    },
    async remove(key: string) {
      clock.advance(1000);
      drop.remove(key);
      await ingest({ prompt: 'key', key });
    },
    /** Moves the clock and sends every prompt whose time has come, as the clock function would. */
    async pass(ms: number) {
      clock.advance(ms);
      const until = new Date(clock.now()).toISOString();
      for (let shard = 0; shard < 16; shard += 1) {
        for (const item of await due.listDue(shard, until, 1000)) {
          await due.removeDue(item);
          if (item.queue === 'uploads') await ingest(item.prompt);
        }
      }
      for (const { prompt } of prompts.take('uploads')) await ingest(prompt);
    },
    page: (key: string) => text(deps.site, key),
    preview: (path: string) => text(deps.receipts, `receipts/${path}.html`),
    async receipt(path: string) {
      const json = await text(deps.receipts, `receipts/${path}.json`);
      return json === undefined ? undefined : JSON.parse(json);
    },
  };
}
