import { describe, expect, it } from 'vitest';
import { makeMemoryFeedStore } from '#adapters/memory/feed-store.ts';
import { makeMemoryReleaseIndex } from '#adapters/memory/release-index.ts';
import { makeMemoryReleaseStore } from '#adapters/memory/release-store.ts';
import { makeMemorySourceStore } from '#adapters/memory/source-store.ts';
import { conversionKey } from '#domain/formats/conversion.ts';
import { convertVersion } from '../../../functions/convert/convert-version.ts';
import { packZip } from '../../../functions/convert/pack-zip.ts';
import { rebuild } from '../../../functions/ingest/rebuild.ts';
import { makeIngestWorld } from '../../support/ingest-world.ts';

const KEY = 'incoming/blora/pasar.zip';
const zipOf = (headline: string): Uint8Array =>
  packZip([{ name: 'release.md', bytes: Buffer.from(`# ${headline}\n\nPasar dibuka hari Sabtu.`) }]);

/** Ingest and convert beside each other, each message handled when it is asked for. */
async function aWorld() {
  const world = await makeIngestWorld();
  const { deps, drop, clock, prompts } = world;
  const converting = { drop, converted: deps.receipts, prompts };
  const put = async (key: string, body: Uint8Array) => {
    clock.advance(1000);
    return drop.put(key, body);
  };
  const convertAll = async (times = 1) => {
    for (const { prompt } of prompts.take('conversions')) {
      for (let time = 0; time < times; time += 1) await convertVersion(converting, prompt);
    }
  };
  const ingestAll = async () => {
    for (const { prompt } of prompts.take('uploads')) await world.ingest(prompt);
  };
  const states = async () => {
    const listed = await deps.receipts.list('receipts/blora/pasar.zip/', { limit: 10 });
    const keys = listed.filter((key) => key.endsWith('.json'));
    const read = await Promise.all(keys.map((key) => deps.receipts.get(key)));
    return read.map((object): string => JSON.parse(new TextDecoder().decode(object?.body)).state).toSorted();
  };
  const head = () => deps.releases.getHead('blora/pasar');
  const pass = (ms: number): Promise<void> => world.pass(ms);
  return { ...world, put, pass, convertAll, ingestAll, states, head };
}

describe('a container', () => {
  it('is published once it was opened, with one receipt', async () => {
    const { put, ingest, convertAll, ingestAll, states, head } = await aWorld();
    await put(KEY, zipOf('Pasar dibuka'));
    await ingest({ prompt: 'key', key: KEY });
    expect([await head(), await states()]).toEqual([undefined, []]);
    await convertAll();
    await ingestAll();
    expect(await head()).toMatchObject({ version: 1, headline: 'Pasar dibuka', state: 'published' });
    expect(await states()).toEqual(['published']);
  });

  it('that is prompted again and again is opened once, and is one version', async () => {
    const { put, ingest, convertAll, ingestAll, states, head, deps } = await aWorld();
    const { versionId } = await put(KEY, zipOf('Pasar dibuka'));
    for (let time = 0; time < 3; time += 1) await ingest({ prompt: 'key', key: KEY });
    await convertAll(2);
    const left = await deps.receipts.head(conversionKey(KEY, versionId));
    await ingestAll();
    await ingest({ prompt: 'key', key: KEY });
    expect(await head()).toMatchObject({ version: 1 });
    expect(await states()).toEqual(['published']);
    expect(await deps.receipts.head(conversionKey(KEY, versionId))).toEqual(left);
  });

  it('holds back what came after it under its key, and nothing else', async () => {
    const { put, ingest, convertAll, ingestAll, states, head, deps } = await aWorld();
    await put(KEY, zipOf('Pasar dibuka'));
    await put(KEY, new TextEncoder().encode('# Pasar dibuka lagi\n\nPasar dibuka hari Minggu.'));
    await put('incoming/blora/lain.md', new TextEncoder().encode('# Lain\n\nBerita lain.'));
    await ingest({ prompt: 'key', key: KEY });
    await ingest({ prompt: 'key', key: 'incoming/blora/lain.md' });
    expect(await head()).toBeUndefined();
    expect(await deps.releases.getHead('blora/lain')).toMatchObject({ version: 1 });
    await convertAll();
    await ingestAll();
    expect(await head()).toMatchObject({ version: 2, headline: 'Pasar dibuka lagi' });
    expect(await states()).toEqual(['published', 'published']);
  });

  it('lets what came before it be published', async () => {
    const { put, ingest, convertAll, ingestAll, head } = await aWorld();
    await put(KEY, new TextEncoder().encode('# Pasar dibuka\n\nPasar dibuka hari Minggu.'));
    await put(KEY, zipOf('Pasar dibuka'));
    await ingest({ prompt: 'key', key: KEY });
    expect(await head()).toMatchObject({ version: 1 });
    await convertAll();
    await ingestAll();
    expect(await head()).toMatchObject({ version: 2 });
  });

  it('that was deleted before it was opened is answered, and never published', async () => {
    const { put, drop, clock, ingest, convertAll, ingestAll, states, head } = await aWorld();
    await put(KEY, zipOf('Pasar dibuka'));
    await ingest({ prompt: 'key', key: KEY });
    clock.advance(1000);
    drop.remove(KEY);
    await ingest({ prompt: 'key', key: KEY });
    await convertAll();
    await ingestAll();
    expect(await head()).toBeUndefined();
    expect(await states()).toEqual(['superseded']);
  });

  it('is there again after a rebuild, which opens nothing', async () => {
    const { put, ingest, convertAll, ingestAll, head, deps } = await aWorld();
    await put(KEY, zipOf('Pasar dibuka'));
    await ingest({ prompt: 'key', key: KEY });
    await convertAll();
    await ingestAll();
    const before = await head();
    const fresh = {
      releases: makeMemoryReleaseStore(),
      sources: makeMemorySourceStore(),
      feeds: makeMemoryFeedStore(),
    };
    await rebuild({
      ...deps,
      ...fresh,
      holders: { listHolders: async () => [] },
      index: makeMemoryReleaseIndex(() => []),
    });
    const after = await fresh.releases.getHead('blora/pasar');
    expect(after).toMatchObject({
      uri: before?.uri,
      version: 1,
      headline: 'Pasar dibuka',
      hash: before?.hash,
    });
  });

  it('keeps a release that was deleted and sent again from being withdrawn meanwhile', async () => {
    const { put, drop, clock, pass, ingest, convertAll, ingestAll, head } = await aWorld();
    await put(KEY, new TextEncoder().encode('# Pasar dibuka\n\nPasar dibuka hari Minggu.'));
    await ingest({ prompt: 'key', key: KEY });
    clock.advance(1000);
    drop.remove(KEY);
    await put(KEY, zipOf('Pasar dibuka'));
    await ingest({ prompt: 'key', key: KEY });
    await pass(61_000);
    await pass(60_000);
    expect(await head()).toMatchObject({ version: 1, state: 'published' });
    await convertAll();
    await ingestAll();
    await pass(60_000);
    expect(await head()).toMatchObject({ version: 2, state: 'published' });
  });

  it('that is never opened holds a deletion up for ten minutes, no longer', async () => {
    const { put, drop, clock, pass, ingest, head } = await aWorld();
    await put(KEY, new TextEncoder().encode('# Pasar dibuka\n\nPasar dibuka hari Minggu.'));
    await ingest({ prompt: 'key', key: KEY });
    clock.advance(1000);
    drop.remove(KEY);
    await put(KEY, zipOf('Pasar dibuka'));
    await ingest({ prompt: 'key', key: KEY });
    for (let minute = 0; minute < 10; minute += 1) {
      await pass(60_000);
      expect((await head())?.state).toBe('published');
    }
    for (let minute = 0; minute < 2; minute += 1) await pass(60_000);
    expect((await head())?.state).toBe('withdrawn');
  });

  it('larger than the limit is refused unopened', async () => {
    const { put, ingest, prompts, states } = await aWorld();
    await put(KEY, Buffer.concat([Buffer.from('PK\u{3}\u{4}'), Buffer.alloc(20 * 1024 * 1024)]));
    await ingest({ prompt: 'key', key: KEY });
    expect(prompts.sent('conversions')).toEqual([]);
    expect(await states()).toEqual(['refused']);
  });
});
