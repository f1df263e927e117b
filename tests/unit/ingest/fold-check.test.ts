import { describe, expect, test } from 'vitest';
import { conversionKey } from '#domain/formats/conversion.ts';
import { packZip } from '../../../functions/convert/pack-zip.ts';
import { convertVersion } from '../../../functions/convert/convert-version.ts';
import { codesOf } from '../../support/upload.ts';
import { aPhoto } from '../../support/a-photo.ts';
import { makeIngestWorld } from '../../support/ingest-world.ts';

const TEXT = `---
title: Pasar Sidomakmur buka kembali
contact: Meja pers, 0296 555 0101
---

Pedagang kembali ke los yang sama mulai pagi ini, dan perbaikan atap selesai lebih cepat dari rencana semula.
`;
const CHECK = 'check/blora/pasar.md';
const REAL = 'incoming/blora/pasar.md';
const OTHER_STORY = `---
title: Sekolah menerima dua ratus murid baru
---

Dua ratus murid memulai tahun ajaran hari ini bersama guru, orang tua, dan kepala dinas pendidikan setempat.
`;

/** What came before, the text that is then both checked and uploaded, and how that ends. */
const ENDS: readonly { name: string; before?: readonly [string, string][]; text: string; would: string }[] = [
  { name: 'a first text', text: TEXT, would: 'published' },
  { name: 'a text that cannot be read', text: '', would: 'refused' },
  {
    name: 'a text for later',
    text: TEXT.replace('title', 'publishAt: 2026-04-01 09:00\ntitle'),
    would: 'scheduled',
  },
  {
    name: 'an embargo',
    text: TEXT.replace('title', 'embargo: 2026-04-01 09:00 WIB\ntitle'),
    would: 'embargoed',
  },
  { name: 'an embargo in doubt', text: `${TEXT}\nEMBARGO\n`, would: 'held' },
  { name: 'the same text again', before: [[REAL, TEXT]], text: TEXT, would: 'unchanged' },
  { name: 'another story', before: [[REAL, TEXT]], text: OTHER_STORY, would: 'held' },
  {
    name: 'a name that another file has',
    before: [['incoming/blora/lain.md', TEXT.replace('title', 'id: pasar\ntitle')]],
    text: OTHER_STORY,
    would: 'refused',
  },
  {
    name: 'an embargo that is over',
    text: TEXT.replace('title', 'embargo: 2026-01-01 09:00 WIB\ntitle'),
    would: 'published',
  },
];

describe('a file below check/', () => {
  test.each(ENDS)(
    '$name: the receipt says how it would end, with the findings of the real thing',
    async ({ before = [], text, would }) => {
      const checked = await makeIngestWorld();
      const real = await makeIngestWorld();
      for (const [key, body] of before) {
        await checked.put(key, body);
        await real.put(key, body);
      }
      await checked.put(CHECK, text);
      await real.put(REAL, text);
      const receipt = await checked.receipt('_check/blora/pasar.md');
      const published = await real.receipt('blora/pasar.md');
      expect(receipt).toMatchObject({ state: 'checked', would, key: CHECK });
      expect(published.state).toBe(would);
      expect(receipt.findings).toEqual(published.findings);
    },
  );

  test('has no effect: no release, claim, entry, page, prompt or due item', async () => {
    const world = await makeIngestWorld();
    await world.put(CHECK, TEXT);
    const { deps } = world;
    expect(await deps.releases.getHead('blora/pasar')).toBeUndefined();
    expect(await deps.feeds.listPointers('network', { limit: 10 })).toEqual([]);
    expect(await deps.site.list('', { limit: 10 })).toEqual([]);
    for (const queue of ['uploads', 'changes', 'feeds'] as const)
      expect(world.prompts.sent(queue)).toEqual([]);
    for (let shard = 0; shard < 16; shard += 1) {
      expect(await world.due.listDue(shard, '9999', 10)).toEqual([]);
    }
    const source = await deps.sources.getSource(CHECK);
    expect(source?.taken).toBeDefined();
    expect(source?.releaseId).toBeUndefined();
    await world.put('incoming/blora/lain.md', TEXT);
    expect(await deps.releases.getHead('blora/lain')).toMatchObject({ version: 1, state: 'published' });
  });

  test('changes nothing of the release that stands, and no receipt of its file', async () => {
    const world = await makeIngestWorld();
    await world.put(REAL, TEXT);
    const before = await world.deps.releases.getHead('blora/pasar');
    const receipt = await world.receipt('blora/pasar.md');
    await world.put(CHECK, TEXT.replace('pagi ini', 'besok pagi'));
    expect(await world.deps.releases.getHead('blora/pasar')).toEqual(before);
    expect(await world.receipt('blora/pasar.md')).toEqual(receipt);
    expect(await world.preview('_check/blora/pasar.md')).toContain('besok pagi');
    expect(await world.preview('blora/pasar.md')).toContain('pagi ini');
  });

  test('is looked at for itself, though its file was uploaded in the same second', async () => {
    const world = await makeIngestWorld();
    await world.put(REAL, TEXT);
    world.drop.put(CHECK, TEXT.replace('pagi ini', 'besok pagi'));
    await world.ingest({ prompt: 'key', key: CHECK });
    expect(await world.receipt('_check/blora/pasar.md')).toMatchObject({ would: 'published' });
  });

  test('is answered once for each version; a deletion is answered with nothing', async () => {
    const world = await makeIngestWorld();
    const first = await world.put(CHECK, '');
    const second = await world.put(CHECK, TEXT);
    await world.remove(CHECK);
    await world.ingest({ prompt: 'key', key: CHECK });
    expect(await world.receipt(`_check/blora/pasar.md/${first.versionId}`)).toMatchObject({
      would: 'refused',
    });
    expect(await world.receipt('_check/blora/pasar.md')).toMatchObject({ versionId: second.versionId });
    expect(await world.deps.receipts.list('receipts/', { limit: 20 })).toHaveLength(7);
  });

  test('waits for convert where it is a container', async () => {
    const world = await makeIngestWorld();
    const zip = packZip([{ name: 'release.md', bytes: Buffer.from(TEXT) }]);
    const { versionId } = await world.put('check/blora/paket.zip', zip);
    const prompts = world.prompts.take('conversions').map(({ prompt }) => prompt);
    expect(prompts).toEqual([{ prompt: 'convert', key: 'check/blora/paket.zip', versionId }]);
    expect(await world.receipt('_check/blora/paket.zip')).toBeUndefined();
    await convertVersion({ ...world.deps, converted: world.deps.receipts }, prompts[0]!);
    expect(await world.deps.receipts.head(conversionKey('check/blora/paket.zip', versionId))).toBeDefined();
    for (const { prompt } of world.prompts.take('uploads')) await world.ingest(prompt);
    expect(await world.receipt('_check/blora/paket.zip')).toMatchObject({ would: 'published' });
  });

  test('is told of the picture that would be missing, and nothing is noted of it; a picture alone is only opened', async () => {
    const world = await makeIngestWorld();
    await world.put(CHECK, TEXT.replace('title', 'picture: foto.jpg\ntitle'));
    const receipt = await world.receipt('_check/blora/pasar.md');
    expect(receipt).toMatchObject({ state: 'checked', would: 'published' });
    expect(codesOf(receipt)).toContain('W_PICTURE_MISSING');
    expect(await world.deps.sources.getSource('incoming/blora/foto.jpg')).toBeUndefined();
    const { versionId } = await world.put('check/blora/foto.jpg', await aPhoto({}));
    await convertVersion(
      { ...world.deps, converted: world.deps.receipts },
      { prompt: 'convert', key: 'check/blora/foto.jpg', versionId },
    );
    for (const { prompt } of world.prompts.take('uploads')) await world.ingest(prompt);
    expect(await world.receipt('_check/blora/foto.jpg')).toMatchObject({ state: 'checked', would: 'kept' });
    expect(await world.deps.site.list('media/', { limit: 10 })).toEqual([]);
  });

  test('of a newsroom that nobody has made says so', async () => {
    const world = await makeIngestWorld();
    await world.put('check/elsewhere/x.md', TEXT);
    const receipt = await world.receipt('_check/elsewhere/x.md');
    expect(receipt).toMatchObject({ state: 'checked', would: 'refused' });
    expect(codesOf(receipt)).toEqual(['E_NEWSROOM_UNKNOWN']);
  });
});
