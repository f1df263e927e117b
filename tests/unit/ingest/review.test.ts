import { describe, expect, test } from 'vitest';
import { withReviewed } from '#domain/release/review.ts';
import { pageKey } from '#domain/site/paths.ts';
import type { IngestDeps } from '../../../functions/ingest/ingest-deps.ts';
import { rebuild } from '../../../functions/ingest/rebuild.ts';
import { makeMemoryFeedStore } from '#adapters/memory/feed-store.ts';
import { makeMemoryHolderStore } from '#adapters/memory/holder-store.ts';
import { makeMemoryNewsroomStore } from '#adapters/memory/newsroom-store.ts';
import { makeMemoryObjectStore } from '#adapters/memory/object-store.ts';
import { makeMemoryReleaseIndex } from '#adapters/memory/release-index.ts';
import { makeMemoryReleaseStore } from '#adapters/memory/release-store.ts';
import { makeMemorySourceStore } from '#adapters/memory/source-store.ts';
import { codesOf } from '../../support/upload.ts';
import { BLORA, makeIngestWorld } from '../../support/ingest-world.ts';

const KEY = 'incoming/blora/pasar.md';
const TEXT = `---
title: Pasar Sidomakmur buka kembali
contact: Meja pers, 0296 555 0101
boilerplate: Kantor pers Blora.
---

Pedagang kembali ke los yang sama mulai pagi ini, dan perbaikan atap selesai lebih cepat dari rencana semula.
`;
const EDITED = TEXT.replace('pagi ini', 'besok pagi');

async function makeReviewWorld() {
  const world = await makeIngestWorld();
  await world.deps.newsrooms.putNewsroom({ ...BLORA, rules: { review: true } });
  let count = 0;
  return {
    ...world,
    async approve(versionId: string, key = KEY) {
      count += 1;
      const command = `commands/approve/${count}.json`;
      await world.put(command, JSON.stringify({ command: 'approve', key, versionId, actor: 'author:blora' }));
      return command;
    },
  };
}

/** What of a world can be told apart from outside. */
async function seen(deps: Pick<IngestDeps, 'releases' | 'site'>) {
  const head = await deps.releases.getHead('blora/pasar');
  return { head, page: head && new TextDecoder().decode((await deps.site.get(pageKey(head)))?.body) };
}

describe('a newsroom whose uploads wait for a second person', () => {
  test('a file that was deleted after its approval, whose event comes first, is taken back', async () => {
    const world = await makeReviewWorld();
    const { versionId } = await world.put(KEY, TEXT);
    world.clock.advance(1_000);
    const command = 'commands/approve/late.json';
    world.drop.put(
      command,
      JSON.stringify({ command: 'approve', key: KEY, versionId, actor: 'author:blora' }),
    );
    world.clock.advance(1_000);
    await world.remove(KEY);
    await world.ingest({ prompt: 'key', key: command });
    await world.pass(1_000);
    await world.pass(61_000);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({
      state: 'withdrawn',
      sources: { [KEY]: { live: false } },
    });
  });

  test('holds an upload that is in order; an approval publishes it, first public by then', async () => {
    const world = await makeReviewWorld();
    const { versionId } = await world.put(KEY, TEXT);
    expect(await world.deps.releases.getHead('blora/pasar')).toBeUndefined();
    expect(await world.receipt('blora/pasar.md')).toMatchObject({ state: 'held' });
    expect(codesOf(await world.receipt('blora/pasar.md'))).toEqual(['E_REVIEW']);
    expect(await world.preview('blora/pasar.md')).toContain('Pedagang kembali');
    world.clock.advance(3_600_000);
    await world.approve(versionId);
    const at = new Date(world.clock.now()).toISOString().replace('.000', '');
    const head = await world.deps.releases.getHead('blora/pasar');
    expect(head).toMatchObject({
      version: 1,
      state: 'published',
      kind: 'first',
      headline: 'Pasar Sidomakmur buka kembali',
    });
    expect(Date.parse(head!.firstPublicAt!)).toBe(Date.parse(at));
    expect(await world.receipt('blora/pasar.md')).toMatchObject({
      state: 'published',
      versionId,
      findings: [],
    });
    expect(await world.receipt(`blora/pasar.md/${versionId}`)).toMatchObject({ state: 'published' });
    const listed = await world.deps.newsrooms.listReceipts('blora', { limit: 9 });
    expect(listed.map(({ state }) => state)).toEqual(['published']);
  });

  test('holds updates and corrections too, while what stands stays public', async () => {
    const world = await makeReviewWorld();
    const first = await world.put(KEY, TEXT);
    await world.approve(first.versionId);
    const second = await world.put(KEY, `RALAT: Besok pagi, bukan pagi ini.\n\n${EDITED}`);
    expect(await world.receipt('blora/pasar.md')).toMatchObject({
      state: 'held',
      versionId: second.versionId,
    });
    expect((await seen(world.deps)).page).toContain('pagi ini');
    await world.approve(second.versionId);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({
      version: 2,
      state: 'published',
    });
    expect((await seen(world.deps)).page).toContain('besok pagi');
  });

  test('asks nobody for a deletion, for the same text again or for a copy of it', async () => {
    const world = await makeReviewWorld();
    const { versionId } = await world.put(KEY, TEXT);
    await world.approve(versionId);
    await world.put(KEY, `${TEXT}\n`);
    expect(await world.receipt('blora/pasar.md')).toMatchObject({ state: 'unchanged' });
    await world.put('incoming/blora/salinan.md', TEXT);
    expect(await world.receipt('blora/salinan.md')).toMatchObject({ state: 'unchanged' });
    await world.remove('incoming/blora/salinan.md');
    await world.remove(KEY);
    await world.pass(61_000);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ state: 'withdrawn' });
    const back = await world.put(KEY, TEXT);
    expect(await world.receipt('blora/pasar.md')).toMatchObject({ state: 'held', versionId: back.versionId });
    await world.approve(back.versionId);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({
      state: 'published',
      kind: 'restore',
    });
  });

  test('publishes nothing by an approval of what was replaced or deleted before it', async () => {
    const world = await makeReviewWorld();
    const first = await world.put(KEY, TEXT);
    const second = await world.put(KEY, EDITED);
    await world.approve(first.versionId);
    expect(await world.deps.releases.getHead('blora/pasar')).toBeUndefined();
    expect(await world.receipt(`blora/pasar.md/${second.versionId}`)).toMatchObject({ state: 'held' });
    await world.remove(KEY);
    await world.approve(second.versionId);
    expect(await world.deps.releases.getHead('blora/pasar')).toBeUndefined();
  });

  test('publishes what was approved though another came right after; that one waits', async () => {
    const world = await makeReviewWorld();
    const first = await world.put(KEY, TEXT);
    world.clock.advance(1000);
    const command = 'commands/approve/late.json';
    world.drop.put(command, JSON.stringify({ command: 'approve', key: KEY, versionId: first.versionId }));
    await world.put(KEY, EDITED);
    await world.ingest({ prompt: 'key', key: command });
    expect((await seen(world.deps)).page).toContain('pagi ini');
    await world.pass(700_000);
    await world.ingest({ prompt: 'key', key: KEY });
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ version: 1 });
    expect(await world.receipt('blora/pasar.md')).toMatchObject({ state: 'held' });
    expect(await world.receipt(`blora/pasar.md/${first.versionId}`)).toMatchObject({ state: 'published' });
  });

  test('does the same when everything is done again', async () => {
    const world = await makeReviewWorld();
    const { versionId } = await world.put(KEY, TEXT);
    const command = await world.approve(versionId);
    const before = await seen(world.deps);
    const receipt = await world.receipt('blora/pasar.md');
    await world.ingest({ prompt: 'key', key: command });
    await world.ingest({ prompt: 'key', key: KEY });
    const source = (await world.deps.sources.getSource(command))!;
    const { taken: _taken, ...lost } = source;
    await world.deps.sources.putSource({ ...lost, rev: source.rev + 1 }, source.rev);
    await world.ingest({ prompt: 'key', key: command });
    expect(await seen(world.deps)).toEqual(before);
    expect(await world.receipt('blora/pasar.md')).toEqual(receipt);
  });

  test('is rebuilt as it was: what was approved is public since then, what was not is held', async () => {
    const world = await makeReviewWorld();
    const first = await world.put(KEY, TEXT);
    world.clock.advance(60_000);
    await world.approve(first.versionId);
    await world.put(KEY, EDITED);
    await world.put(
      'incoming/blora/lain.md',
      TEXT.replaceAll('Pasar', 'Terminal').replace('Pedagang', 'Sopir'),
    );
    const stores = {
      releases: makeMemoryReleaseStore(),
      sources: makeMemorySourceStore(),
      feeds: makeMemoryFeedStore(),
      site: makeMemoryObjectStore({ clock: world.clock }),
    };
    const index = makeMemoryReleaseIndex(() => []);
    await rebuild({ ...world.deps, ...stores, index, holders: makeMemoryHolderStore() });
    const [before, after] = [await seen(world.deps), await seen(stores)];
    expect(after.page).toBe(before.page);
    expect(after.head).toMatchObject({ version: 1, firstPublicAt: before.head!.firstPublicAt });
    expect(await stores.releases.getHead('blora/lain')).toBeUndefined();
  });

  test('is rebuilt without what nobody approved, in a newsroom that was made anew after a loss', async () => {
    const world = await makeReviewWorld();
    await world.put(KEY, TEXT);
    world.clock.advance(60_000);
    const stores = {
      releases: makeMemoryReleaseStore(),
      sources: makeMemorySourceStore(),
      feeds: makeMemoryFeedStore(),
      newsrooms: makeMemoryNewsroomStore(),
    };
    const now = new Date(world.clock.now()).toISOString();
    await stores.newsrooms.putNewsroom(withReviewed({ ...BLORA, rules: { review: true } }, undefined, now));
    const index = makeMemoryReleaseIndex(() => []);
    await rebuild({ ...world.deps, ...stores, index, holders: makeMemoryHolderStore() });
    expect(await stores.releases.getHead('blora/pasar')).toBeUndefined();
  });

  test.each([
    ['not JSON', '{'],
    ['of a key that is no upload', JSON.stringify({ command: 'approve', key: 'commands/x', versionId: 'v' })],
    ['another command', JSON.stringify({ command: 'kill', releaseId: 'blora/pasar', reason: 'x' })],
  ])('sets an approval aside that is %s', async (_, body) => {
    const world = await makeReviewWorld();
    await world.put('commands/approve/x.json', body);
    const dead = world.prompts.sent('uploadsDead').map(({ prompt }) => prompt);
    expect(dead).toEqual([{ prompt: 'key', key: 'commands/approve/x.json' }]);
  });

  test('says in a check that it would wait', async () => {
    const world = await makeReviewWorld();
    await world.put('check/blora/pasar.md', TEXT);
    expect(await world.receipt('_check/blora/pasar.md')).toMatchObject({ would: 'held' });
  });
});
