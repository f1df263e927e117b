import type { Head } from '#domain/release/head.ts';
import { convertVersion } from '../../functions/convert/convert-version.ts';
import { makeIngestWorld } from './ingest-world.ts';

/** A worker that ended between two lines. */
export class CutOff extends Error {}

/** Ingest with convert beside it: whoever is prompted runs, until nobody is; whoever is cut off runs again. */
export async function makePictureWorld() {
  const world = await makeIngestWorld();
  const { deps, prompts } = world;
  const convertDeps = { drop: deps.drop, converted: deps.receipts, prompts: deps.prompts };
  /** As SQS gives a message again whose worker was cut off. */
  const handled = async (work: () => Promise<void>): Promise<void> => {
    for (let round = 0; round < 5; round += 1) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof CutOff)) throw error;
      }
    }
    throw new Error('it was cut off again and again');
  };
  const settle = async (): Promise<void> => {
    for (;;) {
      const [convert, ingest] = [prompts.take('conversions'), prompts.take('uploads')];
      if (convert.length + ingest.length === 0) return;
      for (const { prompt } of convert)
        if (prompt.prompt === 'convert') await handled(() => convertVersion(convertDeps, prompt));
      for (const { prompt } of ingest) await handled(() => world.ingest(prompt));
    }
  };
  const media = () => deps.site.list('media/', { limit: 1000 });
  const head = async (name = 'acara-pasar'): Promise<Head | undefined> =>
    deps.releases.getHead(`blora/${name}`);
  return {
    ...world,
    settle,
    media,
    head,
    async drop(key: string, body: string | Uint8Array) {
      world.clock.advance(1000);
      const version = world.drop.put(key, body);
      await handled(() => world.ingest({ prompt: 'key', key }));
      await settle();
      return version;
    },
    /** Convert alone. */
    async convert() {
      for (const { prompt } of prompts.take('conversions'))
        if (prompt.prompt === 'convert') await convertVersion(convertDeps, prompt);
    },
    /** Without a prompt. */
    leave: (key: string, body: string | Uint8Array) => world.drop.put(key, body),
    async take(key: string) {
      world.clock.advance(1000);
      world.drop.remove(key);
      await handled(() => world.ingest({ prompt: 'key', key }));
      await settle();
    },
    async wait(ms: number) {
      world.clock.advance(ms);
      const until = new Date(world.clock.now()).toISOString();
      for (let shard = 0; shard < 16; shard += 1) {
        for (const item of await world.due.listDue(shard, until, 1000)) {
          if (item.queue === 'uploads') await handled(() => world.ingest(item.prompt));
          await world.due.removeDue(item);
        }
      }
      await settle();
    },
    async content(name = 'acara-pasar') {
      const now = await head(name);
      const version = now && (await deps.releases.getVersion(now.releaseId, now.contentVersion));
      return version?.content;
    },
  };
}
