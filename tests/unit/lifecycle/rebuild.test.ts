import { makeEntryMemory } from '#domain/feed/entry-memory.ts';
import { describe, expect, it } from 'vitest';
import { makeMemoryDueStore } from '#adapters/memory/due-store.ts';
import { makeMemoryFeedStore } from '#adapters/memory/feed-store.ts';
import { makeMemoryHolderStore } from '#adapters/memory/holder-store.ts';
import { makeMemoryObjectStore } from '#adapters/memory/object-store.ts';
import { makeMemoryPrompts } from '#adapters/memory/prompts.ts';
import { makeMemoryReleaseIndex } from '#adapters/memory/release-index.ts';
import { makeMemoryReleaseStore } from '#adapters/memory/release-store.ts';
import { makeMemorySourceStore } from '#adapters/memory/source-store.ts';
import type { Clock } from '#ports/clock.ts';
import type { DueStore } from '#ports/due-store.ts';
import type { ObjectStore } from '#ports/object-store.ts';
import { makeContentMemory } from '../../../functions/publish/content-memory.ts';
import { publishBatch } from '../../../functions/publish/publish-batch.ts';
import { aPhoto } from '../../support/a-photo.ts';
import { rebuild } from '../../../functions/ingest/rebuild.ts';
import { dumpOf, makeWholeWorld } from '../../support/whole-world.ts';

type World = Awaited<ReturnType<typeof makeWholeWorld>>;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const at = (world: World, afterMs: number): string => new Date(world.clock.now() + afterMs).toISOString();
const file = (name: string): string => `incoming/blora/${name}`;
const text = (title: string, body: string, front = ''): string =>
  `---\ntitle: ${title}\n${front}\n---\n\n${body}\n`;
const MINOR = 'change: {kind: minor, note: Salah ketik.}';
const command = (kind: string, name: string): string =>
  JSON.stringify({ command: kind, releaseId: `blora/${name}`, reason: 'Ordered.' });

/** A desk's month: everything that authors and operators do, and what time does by itself. */
async function live(world: World): Promise<void> {
  await world.endpoint();
  await world.put(file('pasar.md'), text('Pasar buka', 'Pedagang kembali ke los lama.'));
  await world.put(file('pasar.md'), text('Pasar buka', 'Pedagang kembali ke los lama itu.', 'change: minor'));
  await world.put(
    file('pasar.md'),
    text('Pasar dibuka', 'Pedagang kembali ke los baru.\n\nRALAT: Los baru, bukan lama.'),
  );
  await world.put(file('2026/pasar-baru.md'), text('Pasar dibuka', 'Pedagang kembali ke los baru.'));
  await world.remove(file('pasar.md'));
  await world.put(file('air.txt'), 'Air bersih\n\nTruk tangki datang setiap Selasa.\n');
  await world.put(file('air.html'), '<h1>Lain</h1><p>Cerita yang lain sama sekali.</p>');
  await world.put(file('rusak.txt'), 'RALAT:\n\nTanpa catatan\n\nIsi.\n');
  await world.put(
    file('beras.md'),
    text('Harga beras', 'Harga turun.', `embargo: ${at(world, 2 * HOUR_MS)}`),
  );
  await world.put(file('jadwal.md'), text('Jadwal', 'Mulai besok.', `publishAt: ${at(world, DAY_MS)}`));
  await world.put(file('nanti.md'), text('Nanti', 'Tahun depan.', `publishAt: ${at(world, 90 * DAY_MS)}`));
  await world.put(
    file('murah.md'),
    text('Pasar murah', 'Hanya hari ini.', `expires: ${at(world, 6 * HOUR_MS)}`),
  );
  await world.put(file('hapus.txt'), 'Salah unggah\n\nTidak jadi terbit.\n');
  await world.put('incoming/harbour/ferry.md', text('Ferry', 'Every twenty minutes.'));
  await world.put(
    'commands/import/harbour/old-0a1b2c3d.json',
    JSON.stringify({
      command: 'import',
      uri: 'https://old.example/?p=1',
      headline: 'Old ferry',
      html: '<p>It ran in 2019, too.</p>',
      authors: [],
      categories: [],
      keywords: [],
      publishedAt: '2019-05-04T10:00:00Z',
      updatedAt: '2019-05-04T10:00:00Z',
      from: ['/2019/old/'],
    }),
  );
  await world.put(
    'commands/import/harbour/feeds/0a1b2c3d4e.json',
    JSON.stringify({ command: 'import-feeds', from: ['/feed/'] }),
  );
  await world.put('incoming/nowhere/x.md', text('Nowhere', 'No desk.'));
  await world.pass(3 * HOUR_MS);
  await world.remove(file('hapus.txt'));
  await world.put('incoming/harbour/copy.txt', 'Rahasia\n\nNaskah yang dilarang pengadilan.\n');
  await world.put(file('rahasia.txt'), 'Rahasia\n\nNaskah yang dilarang pengadilan.\n');
  await world.pass(HOUR_MS);
  await world.put('commands/1.json', command('kill', 'rahasia'));
  await world.put('commands/2.json', command('withdraw', 'air'));
  await world.pass(HOUR_MS);
  await world.put(file('lagi.txt'), 'Rahasia\n\nNaskah yang dilarang pengadilan.\n');
  await world.put(file('air.txt'), 'Air bersih\n\nTruk tangki datang setiap Rabu.\n');
  await world.put(file('hapus.txt'), 'Salah unggah\n\nTidak jadi terbit.\n');
  for (let n = 1; n <= 5; n += 1) await world.put(file(`seri/${n}.txt`), `Seri ${n}\n\nIsi seri ke-${n}.\n`);
  for (let n = 1; n <= 5; n += 1) await world.remove(file(`seri/${n}.txt`));
  await world.pass(2 * DAY_MS);
  await world.put('commands/3.json', command('confirm', 'seri-5'));
  await world.put('commands/4.json', command('withdraw', 'murah'));
  await world.put(file('besar.txt'), `Daftar\n\n${'kata yang panjang '.repeat(20_000)}\n`);
  await world.pass(20 * DAY_MS);
  await world.put('commands/5.json', command('withdraw', 'beras'));
  await world.pass(15 * DAY_MS);
  await world.put(file('pasar.md'), text('Pasar', 'Los baru sudah penuh.', 'id: pasar-penuh'));
  await world.pass(HOUR_MS);
}

/** What a desk does with pictures. */
async function liveWithPictures(world: World): Promise<void> {
  const [blue, red, green] = await Promise.all(
    ['#224488', '#882222', '#228844'].map((colour) => aPhoto({ colour })),
  );
  await world.put(file('pasar.jpg'), blue!);
  await world.put(file('pasar.md'), text('Pasar buka', 'Los lama.'));
  await world.put(file('jalan.md'), text('Jalan baru', 'Aspal sudah kering.', 'picture: jalan.jpg'));
  await world.put(file('jalan.jpg'), red!);
  await world.put(file('air.md'), text('Air bersih', 'Truk datang Selasa.', 'picture: air.jpg'));
  await world.put(file('beras.md'), text('Harga beras', 'Turun.\n\n![Beras](beras.png "Di gudang")\n'));
  await world.pass(HOUR_MS);
  await world.put(file('air.jpg'), green!);
  await world.put(file('pasar.jpg'), red!);
  await world.put(file('acara/foto.webp'), blue!);
  await world.put(file('acara/rilis.md'), text('Acara', 'Besok.', `embargo: ${at(world, HOUR_MS)}`));
  await world.pass(2 * HOUR_MS);
  await world.put(file('hilang.jpg'), await aPhoto({ colour: '#ffff00' }));
  await world.put(file('hilang.md'), text('Hilang', 'Tidak jadi.'));
  await world.remove(file('hilang.md'));
  await world.pass(HOUR_MS);
  await world.put(file('jalan.jpg'), await aPhoto({ colour: '#00ffff' }));
  await world.remove(file('air.jpg'));
  await world.pass(HOUR_MS);
}

async function duesOf(due: DueStore): Promise<string[]> {
  const all: string[] = [];
  for (let shard = 0; shard < 16; shard += 1) {
    for (const { dueAt, kind, id, n, queue } of await due.listDue(shard, '9999', 1_000)) {
      if (queue === 'uploads' && kind !== 'look') all.push(`${dueAt} ${kind} ${id} ${n}`);
    }
  }
  return all.toSorted((a, b) => (a < b ? -1 : 1));
}

/** What the table says of releases, sources, claims and entries, but for the number of writes that it took. */
async function tableOf(world: World, stores: Pick<World, 'releases' | 'sources' | 'feeds'>) {
  const releases: Record<string, unknown> = {};
  const keys = (await world.drop.listNewest('', { limit: 1_000 })).map(({ key }) => key);
  const sources = await Promise.all(keys.map((key) => stores.sources.getSource(key)));
  const ids = new Set(sources.flatMap((source) => source?.releaseId ?? []));
  for (const id of [...ids].toSorted((a, b) => (a < b ? -1 : 1))) {
    const head = (await stores.releases.getHead(id))!;
    const versions = await stores.releases.getVersions(
      head.chain.map(({ version }) => ({ releaseId: id, version })),
    );
    const claims = await stores.sources.listClaims(head.textHash);
    releases[id] = [
      { ...head, rev: 0 },
      versions,
      claims.map(({ newsroom, releaseId }) => [newsroom, releaseId]),
      await stores.sources.getKilled(head.textHash),
    ];
  }
  const pointers = await Promise.all(
    ['network', 'n/blora', 'n/harbour'].map(async (feedId) =>
      (await stores.feeds.listPointers(feedId, { limit: 1_000 })).map((pointer) => ({ ...pointer, rev: 0 })),
    ),
  );
  const removals = await stores.sources.getRemovals('blora');
  return {
    releases,
    pointers,
    removals: removals?.removed,
    sources: sources.map((source) => source && { ...source, rev: 0 }),
  };
}

type Made = Awaited<ReturnType<typeof freshStores>>;

async function freshStores({ clock }: World) {
  const releases = makeMemoryReleaseStore();
  const ids = new Set<string>();
  return {
    releases: {
      ...releases,
      putHead: async (...[head, rev]: Parameters<typeof releases.putHead>) => {
        ids.add(head.releaseId);
        return releases.putHead(head, rev);
      },
    },
    index: makeMemoryReleaseIndex(() => [...ids]),
    sources: makeMemorySourceStore(),
    feeds: makeMemoryFeedStore(),
    site: makeMemoryObjectStore({ clock }),
    due: makeMemoryDueStore(),
    prompts: makeMemoryPrompts({ clock }),
  };
}

/** Rebuilds into stores, which are empty if nothing else is said, and lets the builders of feeds and pages follow. */
async function again(
  world: World,
  given: Partial<Made> & { holders?: World['holders']; clock?: Clock } = {},
) {
  const stores = { ...(await freshStores(world)), ...given };
  const deps = { ...world.ingestDeps, holders: world.holders, ...stores };
  const rebuilt = await rebuild(deps);
  await build(world, stores);
  return { ...stores, deps, rebuilt };
}

async function build(world: World, stores: Made): Promise<void> {
  const { clock } = world;
  const publishDeps = {
    ...world.publishDeps,
    ...stores,
    clock,
    contents: makeContentMemory(),
    entries: makeEntryMemory(),
  };
  for (
    let prompts = stores.prompts.take('feeds');
    prompts.length > 0;
    prompts = stores.prompts.take('feeds')
  ) {
    const builds = prompts.map(({ prompt }) => ({
      prompt,
      sentAtMs: clock.now(),
      firstReceivedAtMs: clock.now(),
    }));
    const buildOne = publishBatch(publishDeps, builds);
    for (const { prompt } of builds) await buildOne(prompt);
  }
}

/** A store in which every call that changes something is counted, and the one of that number never comes back. */
function cutOffAt<T extends object>(store: T, count: { left: number }): T {
  const entries = Object.entries(store).map(([name, value]: [string, unknown]) => {
    if (typeof value !== 'function' || !/^(?:put|remove|send)/.test(name)) return [name, value];
    return [
      name,
      async (...args: unknown[]) => {
        count.left -= 1;
        if (count.left === 0) throw new Error('cut off');
        return (value as (...given: unknown[]) => Promise<unknown>)(...args);
      },
    ];
  });
  return Object.fromEntries(entries) as T;
}

/** What the public bucket has but for the page that says when it was built. */
async function standsOn(site: ObjectStore): Promise<Record<string, string>> {
  const { 'status.json': _then, ...stands } = await dumpOf(site);
  return stands;
}

describe('a rebuild from the drop bucket alone', () => {
  it('makes the same public bucket and table, and tells nobody', async () => {
    const world = await makeWholeWorld();
    await live(world);
    const before = {
      site: await world.dump(),
      table: await tableOf(world, world),
      due: await duesOf(world.due),
    };
    const receipts = await world.dumpReceipts();
    const shown = world.shown.length;
    const made = await again(world);
    expect(made.rebuilt).toMatchObject({
      kind: 'rebuilt',
      logged: 40,
      releases: 17,
      withoutNewsroom: ['incoming/nowhere/x.md'],
    });
    expect(Object.keys(before.site).length).toBeGreaterThan(30);
    // It says when the site was built.
    const { 'status.json': _then, ...stood } = before.site;
    const { 'status.json': _now, ...stands } = await dumpOf(made.site);
    expect(stands).toEqual(stood);
    expect(await tableOf(world, made)).toEqual(before.table);
    expect(await duesOf(made.due)).toEqual(before.due);
    expect(await world.dumpReceipts()).toEqual(receipts);
    expect(world.shown).toHaveLength(shown);
    for (const queue of ['uploads', 'changes', 'urgent', 'deliveries', 'bulk'] as const)
      expect(made.prompts.sent(queue)).toEqual([]);
  });

  it('with pictures that came before, after, too late and again, makes the same', async () => {
    const world = await makeWholeWorld();
    await liveWithPictures(world);
    const before = { site: await world.dump(), table: await tableOf(world, world) };
    // What was deleted has gone, and of what was replaced the earlier.
    expect(Object.keys(before.site).filter((key) => key.startsWith('media/')).length).toBe(18);
    const made = await again(world);
    const { 'status.json': _then, ...stood } = before.site;
    const { 'status.json': _now, ...stands } = await dumpOf(made.site);
    expect(Object.keys(stands)).toEqual(Object.keys(stood));
    expect(stands).toEqual(stood);
    expect(await tableOf(world, made)).toEqual(before.table);
  });

  it('shows nothing that was taken back: only what stands in the end is ever put', async () => {
    const world = await makeWholeWorld();
    await live(world);
    const before = await standsOn(world.site);
    const { site, ...stores } = await freshStores(world);
    const unlike: string[] = [];
    const watched: ObjectStore = {
      ...site,
      async put(key, object, condition) {
        const answer = await site.put(key, object, condition);
        if ((await dumpOf(site))[key] !== before[key]) unlike.push(key);
        return answer;
      },
    };
    await rebuild({ ...world.ingestDeps, ...stores, holders: world.holders, site: watched });
    expect(unlike).toEqual([]);
    expect(Object.keys(await dumpOf(site)).length).toBeGreaterThan(20);
  });

  it('over a public bucket that stands writes nothing that was not there', async () => {
    const world = await makeWholeWorld();
    await live(world);
    const before = await standsOn(world.site);
    const put: string[] = [];
    const { site } = world;
    const watched: ObjectStore = {
      ...site,
      async put(key, object, condition) {
        const answer = await site.put(key, object, condition);
        if (answer.written === 'written') put.push(key);
        expect((await dumpOf(site))[key]).toBe(before[key]);
        return answer;
      },
    };
    await rebuild({
      ...world.ingestDeps,
      ...(await freshStores(world)),
      holders: world.holders,
      site: watched,
    });
    // The notices of what was killed, in the place of themselves.
    expect(put.filter((key) => !/\/v\d+\.json$/.test(key))).toEqual([]);
    expect(await standsOn(site)).toEqual(before);
  });

  it('makes the JSON of every version as it was then, also of those that LATEST no longer names', async () => {
    const world = await makeWholeWorld();
    for (let n = 1; n <= 24; n += 1)
      await world.put(file('skor.md'), text('Skor', `Babak ke-${n}.`, n % 3 === 0 ? MINOR : ''));
    await world.put(file('skor.md'), text('Skor', 'Selesai.\n\nRALAT: Babak ke-24 tidak ada.'));
    await world.put('commands/1.json', command('withdraw', 'skor'));
    await world.put(file('juara.md'), text('Juara', 'Blora menang.'));
    await world.put(file('juara.md'), text('Juara', 'Blora menang!', MINOR));
    await world.put(file('juara.md'), text('Juara', 'Cepu menang.\n\nRALAT: Bukan Blora.'));
    const before = await standsOn(world.site);
    expect(Object.keys(before).filter((key) => /\/v\d+\.json$/.test(key))).toHaveLength(28);
    expect(await standsOn((await again(world)).site)).toEqual(before);
  });

  it('will not begin over what an earlier run left', async () => {
    const world = await makeWholeWorld();
    await live(world);
    const made = await again(world);
    const once = { site: await dumpOf(made.site), table: await tableOf(world, made) };
    expect(await rebuild(made.deps)).toEqual({ kind: 'not-empty', found: expect.any(String) });
    expect(made.prompts.sent('feeds')).toEqual([]);
    expect({ site: await dumpOf(made.site), table: await tableOf(world, made) }).toEqual(once);
  });

  it('cut off at any step, then emptied and run again, comes to the same', { timeout: 60_000 }, async () => {
    const world = await makeWholeWorld();
    await world.put(file('pasar.md'), text('Pasar', 'Los.', `expires: ${at(world, 4 * HOUR_MS)}`));
    await world.put(file('beras.md'), text('Beras', 'Turun.', `embargo: ${at(world, HOUR_MS)}`));
    await world.put(file('rahasia.txt'), 'Rahasia\n\nNaskah yang dilarang.\n');
    await world.put(file('hapus.txt'), 'Salah\n\nTidak jadi.\n');
    await world.pass(2 * HOUR_MS);
    await world.put('commands/1.json', command('kill', 'rahasia'));
    await world.remove(file('hapus.txt'));
    await world.pass(HOUR_MS);
    const before = {
      site: await standsOn(world.site),
      table: await tableOf(world, world),
      due: await duesOf(world.due),
    };
    expect(before.due).toHaveLength(3);
    const count = { left: 0 };
    let steps = 0;
    for (let wasCutOff = true; wasCutOff;) {
      steps += 5;
      const { index, prompts, site, due, ...made } = await freshStores(world);
      count.left = steps;
      const stores = Object.fromEntries(
        Object.entries({ ...made, site, due, prompts }).map(([name, store]) => [
          name,
          cutOffAt(store, count),
        ]),
      );
      const first = rebuild({ ...world.ingestDeps, holders: world.holders, index, ...stores });
      wasCutOff = await first.then(
        () => false,
        () => true,
      );
      const second = await rebuild({
        ...world.ingestDeps,
        holders: world.holders,
        ...made,
        index,
        prompts,
        site,
        due,
      });
      let last = { ...made, index, prompts, site, due };
      if (second.kind === 'not-empty') last = await again(world, { site, due, prompts });
      else await build(world, last);
      if (!wasCutOff) continue;
      expect({ steps, site: await standsOn(site) }).toEqual({ steps, site: before.site });
      expect({ steps, table: await tableOf(world, last) }).toEqual({ steps, table: before.table });
      expect({ steps, due: await duesOf(due) }).toEqual({ steps, due: before.due });
    }
    expect(steps).toBeGreaterThan(50);
  });

  it('lifts nothing by a clock that is some minutes ahead', async () => {
    const world = await makeWholeWorld();
    const until = at(world, 4 * 60_000);
    await world.put(file('beras.md'), text('Harga beras', 'Harga turun.', `embargo: ${until}`));
    const made = await again(world, { clock: { now: () => world.clock.now() + 4 * 60_000 } });
    expect(await made.releases.getHead('blora/beras')).toMatchObject({ state: 'embargoed' });
    expect(await duesOf(made.due)).toEqual([expect.stringContaining(`${until} time blora/beras`)]);
    expect(await dumpOf(made.site)).not.toHaveProperty('n/blora/r/harga-beras/index.html');
  });

  it('never comes to a lower version than a partner was told', async () => {
    const world = await makeWholeWorld();
    await world.endpoint();
    await world.put(file('pasar.md'), text('Pasar buka', 'Los lama.'));
    await world.put(file('pasar.md'), text('Pasar buka', 'Los baru.'));
    const holders = makeMemoryHolderStore();
    const told = { version: 7, event: 'release.updated' } as const;
    await holders.putHolder({ releaseId: 'blora/pasar', endpointId: 'ep-1', told, rev: 1 }, 0);
    const made = await again(world, { holders });
    const head = (await made.releases.getHead('blora/pasar'))!;
    expect(head).toMatchObject({
      version: 7,
      prev: 1,
      contentVersion: 7,
      state: 'published',
      kind: 'update',
    });
    expect(head.chain.map(({ version, prev }) => [version, prev])).toEqual([
      [1, 0],
      [7, 1],
    ]);
    expect(Object.keys(await dumpOf(made.site))).toEqual(
      expect.arrayContaining([expect.stringMatching(/\/v7\.json$/)]),
    );
  });
});
