import { describe, expect, test } from 'vitest';
import { pageKey, versionJsonKey } from '#domain/site/paths.ts';
import { makeIngestWorld } from '../../support/ingest-world.ts';

const KEY = 'incoming/blora/pasar.md';
const TEXT = `---
title: Pasar Sidomakmur buka kembali
author: Rina Kusuma
contact: Meja pers, 0296 555 0101
boilerplate: Kantor pers Blora.
---

Pedagang kembali ke los yang sama mulai pagi ini.

Perbaikan atap selesai lebih cepat dari rencana.
`;
const EDITED = TEXT.replace('pagi ini', 'besok pagi');

describe('a file becomes a release', () => {
  test('the first upload: version 1, page, JSON, pointers, prompts, receipt, SOURCE', async () => {
    const world = await makeIngestWorld();
    const upload = await world.put(KEY, TEXT);
    const head = await world.deps.releases.getHead('blora/pasar');
    expect(head).toMatchObject({ version: 1, state: 'published', kind: 'first', firstPublicAt: upload.at });
    expect(await world.page(pageKey(head!))).toContain('Pasar Sidomakmur buka kembali');
    expect(await world.page(versionJsonKey(head!, 1))).toContain(head!.uri);
    const pointers = await world.deps.feeds.listPointers('n/blora', { limit: 10 });
    expect(pointers).toEqual([
      { feedId: 'n/blora', releaseId: 'blora/pasar', firstPublicAt: upload.at, rev: 1 },
    ]);
    expect(world.prompts.sent('feeds').map(({ prompt }) => prompt)).toEqual([
      { prompt: 'feed', feedId: 'network' },
      { prompt: 'feed', feedId: 'n/blora' },
      { prompt: 'feed', feedId: 'l/id' },
      { prompt: 'feed', feedId: 'n/blora/a/rina-kusuma' },
      { prompt: 'index', newsroom: 'blora' },
      { prompt: 'index', newsroom: 'network' },
    ]);
    expect(world.prompts.sent('changes').map(({ prompt }) => prompt)).toEqual([
      { prompt: 'announce', releaseId: 'blora/pasar' },
    ]);
    expect(await world.receipt('blora/pasar.md')).toMatchObject({
      state: 'published',
      versionId: upload.versionId,
    });
    expect((await world.deps.sources.getSource(KEY))?.taken?.versionId).toBe(upload.versionId);
  });

  test('the same file again tells nobody and changes no version', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, TEXT);
    world.prompts.take('changes');
    world.prompts.take('feeds');
    await world.put(KEY, TEXT.replaceAll('\n', '\r\n'));
    const head = await world.deps.releases.getHead('blora/pasar');
    expect(head).toMatchObject({ version: 1, rev: 2 });
    expect(world.prompts.sent('changes')).toEqual([]);
    expect(world.prompts.sent('feeds')).toEqual([]);
    expect(await world.receipt('blora/pasar.md')).toMatchObject({ state: 'unchanged' });
  });

  test('an edited file is version 2 of the same uri, with its first date', async () => {
    const world = await makeIngestWorld();
    const first = await world.put(KEY, TEXT);
    const uri = (await world.deps.releases.getHead('blora/pasar'))?.uri;
    await world.put(KEY, EDITED);
    const head = await world.deps.releases.getHead('blora/pasar');
    expect(head).toMatchObject({ version: 2, prev: 1, kind: 'update', uri, firstPublicAt: first.at });
    expect(await world.page(pageKey(head!))).toContain('besok pagi');
    expect(await world.page(versionJsonKey(head!, 1))).toContain('pagi ini');
  });

  test('a deleted file is withdrawn after its grace and comes back with its first date', async () => {
    const world = await makeIngestWorld();
    const first = await world.put(KEY, TEXT);
    await world.remove(KEY);
    await world.pass(30_000);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ state: 'published' });
    await world.pass(31_000);
    const gone = await world.deps.releases.getHead('blora/pasar');
    expect(gone).toMatchObject({ state: 'withdrawn', version: 2, withdrawn: { by: 'deletion' } });
    const page = await world.deps.site.get(pageKey(gone!));
    expect(page?.metadata['status']).toBe('410');
    expect(new TextDecoder().decode(page?.body)).not.toContain('Pedagang kembali');
    await world.put(KEY, TEXT);
    const back = await world.deps.releases.getHead('blora/pasar');
    expect(back).toMatchObject({ state: 'published', version: 3, kind: 'restore', firstPublicAt: first.at });
    expect((await world.deps.site.get(pageKey(back!)))?.metadata['status']).toBeUndefined();
  });

  test('deleted and put again within the grace: nothing happened to readers', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, TEXT);
    await world.remove(KEY);
    await world.put(KEY, TEXT);
    await world.pass(120_000);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({
      state: 'published',
      version: 1,
    });
  });

  test('a rename is the same release', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, TEXT);
    await world.put('incoming/blora/2026/pasar-baru.md', TEXT);
    await world.remove(KEY);
    await world.pass(120_000);
    const head = await world.deps.releases.getHead('blora/pasar');
    expect(head).toMatchObject({ state: 'published', version: 1 });
    expect(await world.deps.releases.getHead('blora/2026-pasar-baru')).toBeUndefined();
  });

  test('other words under the name of another key are refused', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, TEXT);
    await world.put(
      'incoming/blora/pasar.txt',
      'Cerita lain\n\nIsi yang sama sekali berbeda dari yang pertama.\n',
    );
    const receipt = await world.receipt('blora/pasar.txt');
    expect(receipt.state).toBe('refused');
    expect(receipt.findings.map((finding: { code: string }) => finding.code)).toContain('E_ID_TAKEN');
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ version: 1 });
  });

  test('a key that takes another id leaves the old release, which is then withdrawn', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, TEXT);
    await world.put(KEY, EDITED.replace('title:', 'id: pasar-2026\ntitle:'));
    expect(await world.deps.releases.getHead('blora/pasar-2026')).toMatchObject({ state: 'published' });
    await world.pass(61_000);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ state: 'withdrawn' });
  });

  test('a broken file gets a receipt and leaves what was published', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, TEXT);
    await world.put(KEY, new Uint8Array([0xff, 0xfe, 0x41, 0x00]));
    expect(await world.receipt('blora/pasar.md')).toMatchObject({ state: 'refused' });
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ version: 1, rev: 1 });
  });

  test('an unknown newsroom is told so', async () => {
    const world = await makeIngestWorld();
    await world.put('incoming/nowhere/a.md', TEXT);
    const receipt = await world.receipt('nowhere/a.md');
    expect(receipt.findings[0].code).toBe('E_NEWSROOM_UNKNOWN');
  });

  test('a scheduled release shows nothing before its time and is lifted by both clocks', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, TEXT.replace('title:', 'publishAt: 2026-03-01T16:00:00+07:00\ntitle:'));
    const waiting = await world.deps.releases.getHead('blora/pasar');
    expect(waiting).toMatchObject({ state: 'scheduled', version: 1 });
    expect(await world.deps.site.list('', { limit: 10 })).toEqual([]);
    expect(world.prompts.sent('feeds')).toEqual([]);
    await world.pass(3_600_000);
    const head = await world.deps.releases.getHead('blora/pasar');
    expect(head).toMatchObject({ state: 'published', version: 2, kind: 'lift' });
    expect(Date.parse(head!.firstPublicAt!)).toBe(Date.parse('2026-03-01T09:00:00Z'));
    expect(await world.page(pageKey(head!))).toContain('Pasar Sidomakmur');
  });
});

describe('commands', () => {
  const command = (kind: string) =>
    JSON.stringify({ command: kind, releaseId: 'blora/pasar', reason: 'Ordered by the court.' });

  test('a withdrawal takes the page down; an older upload does not bring it back, a newer one does', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, TEXT);
    await world.put('commands/2026-03-01-a.json', command('withdraw'));
    const head = await world.deps.releases.getHead('blora/pasar');
    expect(head).toMatchObject({ state: 'withdrawn', withdrawn: { by: 'command' } });
    await world.put(KEY, EDITED);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({
      state: 'published',
      kind: 'restore',
    });
  });

  test('a kill buries every version and its words under every key and newsroom', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, TEXT);
    await world.put(KEY, EDITED);
    await world.put('commands/2026-03-01-b.json', command('kill'));
    const head = await world.deps.releases.getHead('blora/pasar');
    expect(head).toMatchObject({ state: 'killed', version: 3 });
    for (const key of [pageKey(head!), versionJsonKey(head!, 1), versionJsonKey(head!, 2)]) {
      const object = await world.deps.site.get(key);
      expect(object?.metadata['status']).toBe('410');
      expect(new TextDecoder().decode(object?.body)).not.toContain('Pedagang');
    }
    expect([...world.edge.invalidated.values()]).toEqual([`/${pageKey(head!)}`]);
    for (const key of ['incoming/blora/lain.md', 'incoming/harbour/copy.md', KEY]) {
      await world.put(key, TEXT);
      const receipt = await world.receipt(key.replace('incoming/', ''));
      expect(receipt.findings.map((finding: { code: string }) => finding.code)).toContain('E_KILLED_CONTENT');
    }
  });

  test('a command that cannot be read goes to the dead letters once; mended, it is carried out', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, TEXT);
    const key = 'commands/2026-03-01-kill.json';
    await world.put(key, '{"command":"kill","releaseId":"blora/pasar",}');
    await world.ingest({ prompt: 'key', key });
    expect(world.prompts.take('uploadsDead').map(({ prompt }) => prompt)).toEqual([{ prompt: 'key', key }]);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ state: 'published' });
    await world.put(key, command('kill'));
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ state: 'killed' });
    expect(world.prompts.take('uploadsDead')).toEqual([]);
  });

  test('a key that leaves no room for a receipt beside it is answered under its hash', async () => {
    const world = await makeIngestWorld();
    const { receipts } = world.deps;
    const written: string[] = [];
    world.deps.receipts = {
      ...receipts,
      put: (path, ...rest) => {
        written.push(path);
        if (Buffer.byteLength(path) > 1024) throw new Error('KeyTooLongError');
        return receipts.put(path, ...rest);
      },
    };
    const key = `incoming/blora/${'berita-'.repeat(143)}`.slice(0, 1020);
    await world.put(`${key}.md`, TEXT);
    expect(written.every((path) => /^receipts\/blora\/[0-9a-f]{32}[./]/.test(path))).toBe(true);
    expect(written).toHaveLength(5);
    expect(await world.deps.sources.getSource(`${key}.md`)).toMatchObject({ taken: {} });
  });

  test('a command for a release that is not known yet waits', async () => {
    const world = await makeIngestWorld();
    await world.put('commands/2026-03-01-c.json', command('withdraw'));
    await world.put(KEY, TEXT);
    await world.pass(601_000);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ state: 'published' });
  });
});
