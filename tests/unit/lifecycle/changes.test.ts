import { describe, expect, it } from 'vitest';
import { feedKey, jsonKey, pageKey } from '#domain/site/paths.ts';
import { makeWholeWorld } from '../../support/whole-world.ts';

const DAY_MS = 86_400_000;
const KEY = 'incoming/blora/pasar.txt';
const TEXT =
  'Pasar Sidomakmur buka kembali\n\nSebanyak 240 pedagang kembali berjualan di los yang sama mulai Senin pagi, kata ' +
  'bupati setelah perbaikan atap selesai lebih cepat dari rencana.\n';
const OTHER =
  'Jadwal air bersih lima desa\n\nTruk tangki datang setiap Selasa dan Jumat di balai desa. Warga diminta membawa ' +
  'wadah sendiri serta mengikuti antrean yang diatur perangkat desa masing-masing.\n';
const NOTE = 'Jumlah pedagang 240, bukan 420.';
const RELEASE = 'blora/pasar';

type World = Awaited<ReturnType<typeof makeWholeWorld>>;
const read = async (world: World, key: string): Promise<string> =>
  new TextDecoder().decode((await world.site.get(key))?.body);
const DAILY = 'https://daily.example.org/hooks';

describe('a correction', () => {
  it.each([
    ['over a live release', false],
    ['that brings a withdrawn one back', true],
  ])('%s carries its note to the page, its history, the feeds and partners', async (_, gone) => {
    const world = await makeWholeWorld();
    await world.endpoint();
    await world.put(KEY, TEXT.replace('240', '420'));
    if (gone) await world.remove(KEY);
    await world.pass(120_000);
    await world.put(KEY, `${TEXT}\nRALAT: ${NOTE}\n`);
    const head = (await world.releases.getHead(RELEASE))!;
    expect(head).toMatchObject({ kind: gone ? 'restore' : 'correction', note: NOTE });
    const page = await read(world, pageKey(head));
    expect(page.match(new RegExp(NOTE, 'g'))!.length).toBeGreaterThanOrEqual(2);
    expect(page).toMatch(/class="notice"[^]*Jumlah pedagang/);
    expect(page).toMatch(/class="after history"[^]*Jumlah pedagang/);
    expect(page).not.toContain('RALAT:');
    expect(await read(world, jsonKey(head))).toContain(NOTE);
    for (const format of ['rss', 'atom', 'json'] as const) {
      const feed = await read(world, feedKey('n/blora', format));
      expect(feed.indexOf(NOTE)).toBeGreaterThan(0);
      expect(feed.indexOf(NOTE)).toBeLessThan(feed.indexOf('kata bupati'));
    }
    const last = JSON.parse(world.shown.findLast(({ where }) => where === DAILY)!.text);
    expect(last).toMatchObject({
      type: gone ? 'release.published' : 'release.corrected',
      data: { note: NOTE, version: head.version },
    });
  });

  it('stands above the text while only small fixes follow, until the next change', async () => {
    const world = await makeWholeWorld();
    const text = (words: string, front: string): string =>
      `---\ntitle: Pasar Sidomakmur buka\n${front}\n---\n\n${words} kembali ke los yang sama.\n`;
    await world.put('incoming/blora/pasar.md', text('Pedagang', ''));
    await world.put(
      'incoming/blora/pasar.md',
      text('240 pedagang', `change: {kind: ralat, note: "${NOTE}"}`),
    );
    await world.put('incoming/blora/pasar.md', text('Sebanyak 240 pedagang', 'change: minor'));
    const head = (await world.releases.getHead(RELEASE))!;
    expect(head).toMatchObject({ version: 3, kind: 'minor' });
    expect(await read(world, pageKey(head))).toMatch(/class="notice"[^]*<strong>Koreksi[^]*Jumlah pedagang/);
    expect(await read(world, feedKey('n/blora', 'atom'))).toContain(NOTE);
    await world.put('incoming/blora/pasar.md', text('Semua pedagang', ''));
    expect(await read(world, pageKey(head))).not.toMatch(/class="notice"/);
    expect(await read(world, feedKey('n/blora', 'atom'))).not.toContain(NOTE);
    expect(await read(world, pageKey(head))).toMatch(/class="after history"[^]*Jumlah pedagang/);
  });

  it('without a note is refused, with what to do, and nothing changes', async () => {
    const world = await makeWholeWorld();
    await world.put(KEY, TEXT);
    await world.put(KEY, `RALAT:\n\n${TEXT}`);
    const receipt = await world.receipt('blora/pasar.txt');
    expect(receipt.state).toBe('refused');
    expect(receipt.findings[0].code).toBe('E_CORRECTION_NOTE');
    expect(receipt.findings[0].remedy).toContain('RALAT:');
    expect(await world.releases.getHead(RELEASE)).toMatchObject({ version: 1, rev: 1 });
  });
});

describe('another story under an old name', () => {
  it('is held, with what to do, and the first stays as it is', async () => {
    const world = await makeWholeWorld();
    await world.endpoint();
    await world.put(KEY, TEXT);
    await world.put(KEY, OTHER);
    expect(await world.releases.getHead(RELEASE)).toMatchObject({ version: 1, rev: 1, state: 'published' });
    const receipt = await world.receipt('blora/pasar.txt');
    expect(receipt).toMatchObject({ state: 'held', release: { id: RELEASE } });
    expect(receipt.findings[0]).toMatchObject({
      code: 'E_DIFFERENT_STORY',
      found: 'Pasar Sidomakmur buka kembali',
    });
    expect(receipt.findings[0].remedy).toMatch(/id:[^]*change: update/);
    expect(world.sentTo(DAILY)).toEqual(['published@1']);
    // Its own id, its own name, or the author's word that it replaces the first.
    await world.put(KEY, TEXT);
    await world.put('incoming/blora/air.txt', OTHER);
    expect(await world.releases.getHead('blora/air')).toMatchObject({ version: 1 });
    const front = OTHER.replace('Jadwal air bersih lima desa', '---\ntitle: Jadwal air\nchange: update\n---');
    await world.put(KEY, front);
    expect(await world.releases.getHead(RELEASE)).toMatchObject({ version: 2, kind: 'update' });
  });

  it('is held too where the first was deleted', async () => {
    const world = await makeWholeWorld();
    await world.put(KEY, TEXT);
    await world.remove(KEY);
    await world.pass(120_000);
    await world.put(KEY, OTHER);
    expect(await world.releases.getHead(RELEASE)).toMatchObject({ state: 'withdrawn', version: 2 });
    expect(await world.receipt('blora/pasar.txt')).toMatchObject({ state: 'held' });
    await world.put(KEY, OTHER.replace('Jadwal air bersih lima desa\n', '---\ntitle: Air\nid: air\n---\n'));
    expect(await world.releases.getHead('blora/air')).toMatchObject({ state: 'published' });
  });
});

describe('a copy of a file under another name', () => {
  const COPY = 'incoming/blora/air.txt';

  it('that becomes another story is a release of its own, told once, and the first stays', async () => {
    const world = await makeWholeWorld();
    await world.endpoint();
    await world.put(KEY, TEXT);
    await world.put(COPY, TEXT);
    expect(await world.receipt('blora/air.txt')).toMatchObject({
      state: 'unchanged',
      release: { id: RELEASE },
    });
    await world.put(COPY, OTHER);
    expect(await world.receipt('blora/air.txt')).toMatchObject({ state: 'published' });
    await world.put(COPY, OTHER);
    await world.pass(120_000);
    expect(await world.releases.getHead('blora/air')).toMatchObject({ state: 'published', version: 1 });
    expect(await world.releases.getHead(RELEASE)).toMatchObject({ state: 'published', version: 1 });
    expect(world.sentTo(DAILY)).toEqual(['published@1', 'published@1']);
  });

  it('is held where the first name is gone: it was renamed', async () => {
    const world = await makeWholeWorld();
    await world.put(KEY, TEXT);
    await world.put(COPY, TEXT);
    await world.remove(KEY);
    await world.pass(120_000);
    await world.put(COPY, OTHER);
    expect(await world.receipt('blora/air.txt')).toMatchObject({ state: 'held', release: { id: RELEASE } });
  });
});

describe('what ends by itself', () => {
  it('a notice leaves the feeds thirty days after the withdrawal, and nobody is told', async () => {
    const world = await makeWholeWorld({ clock: -5_000, ingest: 5_000 });
    await world.endpoint();
    await world.put(KEY, TEXT);
    await world.put(
      'commands/one.json',
      JSON.stringify({ command: 'withdraw', releaseId: RELEASE, reason: 'No.' }),
    );
    const head = (await world.releases.getHead(RELEASE))!;
    const end = Date.parse(head.withdrawn!.at) + 30 * DAY_MS;
    await world.pass(end - 1_000 - world.clock.now());
    const feed = feedKey('n/blora', 'atom');
    expect(await read(world, feed)).toContain(head.uri);
    await world.pass(20_000);
    expect(await read(world, feed)).not.toContain(head.uri);
    const ended = (await world.releases.getHead(RELEASE))!;
    expect(ended).toMatchObject({ version: head.version, state: 'withdrawn' });
    expect(Date.parse(ended.noticeEndedAt!)).toBe(end);
    expect(await read(world, feed)).toContain(`<updated>${new Date(end).toISOString()}</updated>`);
    expect(world.sentTo(DAILY)).toEqual(['published@1', 'withdrawn@2']);
    expect((await world.site.get(pageKey(head)))?.metadata['status']).toBe('410');
    await world.put(KEY, TEXT);
    expect(await read(world, feed)).toContain(head.uri);
  });

  it('a release expires at its time: out of the feeds, its page stays; a later time brings it back', async () => {
    const world = await makeWholeWorld();
    await world.endpoint();
    const expires = (hour: number): string =>
      `---\ntitle: Pasar\nexpires: 2026-03-01T${hour}:00:00Z\n---\n\nPasar murah hanya hari ini.\n`;
    await world.put('incoming/blora/pasar.md', expires(10));
    const feed = feedKey('n/blora', 'rss');
    const head = (await world.releases.getHead(RELEASE))!;
    await world.pass(Date.parse('2026-03-01T09:59:59Z') - world.clock.now());
    expect(await read(world, feed)).toContain(head.uri);
    await world.pass(10_000);
    expect(await read(world, feed)).not.toContain(head.uri);
    expect(await read(world, pageKey(head))).toContain('tidak berlaku');
    expect(world.sentTo(DAILY)).toEqual(['published@1']);
    await world.put('incoming/blora/pasar.md', expires(12));
    expect(await world.releases.getHead(RELEASE)).toMatchObject({ state: 'published', version: 3 });
    expect(await read(world, feed)).toContain(head.uri);
    expect(world.sentTo(DAILY)).toEqual(['published@1', 'updated@3']);
  });

  it('what had expired before it was uploaded is never news', async () => {
    const world = await makeWholeWorld();
    await world.endpoint();
    await world.put(
      'incoming/blora/pasar.md',
      '---\ntitle: Pasar\nexpires: 2026-02-01 10:00\n---\n\nLama.\n',
    );
    expect(await world.releases.getHead(RELEASE)).toMatchObject({ state: 'expired', version: 1 });
    expect(world.shown.filter(({ where, text }) => where.includes('feed') && text.includes('Pasar'))).toEqual(
      [],
    );
    expect(world.sentTo(DAILY)).toEqual([]);
  });
});

describe('killed content', () => {
  it('is refused under every key and newsroom, and copies that live are killed', async () => {
    const world = await makeWholeWorld();
    await world.endpoint();
    await world.put(KEY, TEXT);
    await world.put('incoming/harbour/copy.txt', TEXT);
    await world.put(
      'commands/kill.json',
      JSON.stringify({ command: 'kill', releaseId: RELEASE, reason: 'Court.' }),
    );
    await world.pass(60_000);
    expect(await world.releases.getHead('harbour/copy')).toMatchObject({ state: 'killed' });
    expect(Object.values(await world.dump()).filter((body) => body.includes('pedagang kembali'))).toEqual([]);
    for (const key of [
      KEY,
      'incoming/blora/lain.txt',
      'incoming/harbour/copy.txt',
      'incoming/harbour/x/y.txt',
    ]) {
      await world.put(key, TEXT);
      expect((await world.receipt(key.replace('incoming/', ''))).findings[0].code).toBe('E_KILLED_CONTENT');
    }
    await world.put(
      KEY,
      `---\nid: nama-baru\ntitle: Pasar Sidomakmur buka kembali\n---\n${TEXT.split('\n\n')[1]}`,
    );
    expect((await world.receipt('blora/pasar.txt')).findings[0].code).toBe('E_KILLED_CONTENT');
  });

  it('is also what was folded while the order was carried out', async () => {
    const world = await makeWholeWorld();
    const newer = OTHER.replace('Jadwal air bersih lima desa', 'Pasar Sidomakmur buka kembali');
    await world.put(KEY, TEXT);
    await world.put('incoming/blora/lain.txt', newer);
    const { sources } = world.ingestDeps;
    let isFirst = true;
    world.ingestDeps.sources = {
      ...sources,
      async putKilled(killed) {
        const written = await sources.putKilled(killed);
        if (isFirst) {
          isFirst = false;
          world.drop.put(KEY, newer);
          await world.event(KEY);
          await world.settle();
        }
        return written;
      },
    };
    await world.put(
      'commands/kill.json',
      JSON.stringify({ command: 'kill', releaseId: RELEASE, reason: 'Court.' }),
    );
    await world.pass(60_000);
    expect(await world.releases.getHead(RELEASE)).toMatchObject({ state: 'killed' });
    expect(await world.releases.getHead('blora/lain')).toMatchObject({ state: 'killed' });
  });
});
