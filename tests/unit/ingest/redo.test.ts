import { describe, expect, it } from 'vitest';
import { makeMemorySourceStore } from '#adapters/memory/source-store.ts';
import { writeReceipt } from '../../../functions/ingest/write-receipt.ts';
import { makeIngestWorld } from '../../support/ingest-world.ts';

const KEY = 'incoming/blora/pasar.txt';

function file(headline: string, front = ''): string {
  return `---\ntitle: ${headline}\n${front}---\n\nPasar buka lagi setiap pagi.\n`;
}

const STORY = `---
title: Pasar buka lagi
---

Pasar Sidomakmur buka lagi setiap pagi sejak Senin. Para pedagang menjual sayuran, beras, ikan asin dan kain, kata kepala pasar.
`;
const OTHER_STORY = `---
title: Banjir merendam jalan raya
---

Hujan deras semalam membuat sungai meluap. Petugas memasang penghalang, warga dusun mengungsi, sekolah libur.
`;

describe('a redo of two uploads of one key', () => {
  it('answers the first with what it became, though the second took the key to another release', async () => {
    const world = await makeIngestWorld();
    const first = world.drop.put(KEY, file('Pasar buka lagi'));
    world.clock.advance(1000);
    world.drop.put(KEY, file('Pasar lain', 'id: lain\n'));
    const { site } = world.deps;
    world.deps.site = { ...site, put: () => Promise.reject(new Error('cut off')) };
    await expect(world.ingest({ prompt: 'key', key: KEY })).rejects.toThrow('cut off');
    world.deps.site = site;
    await world.ingest({ prompt: 'key', key: KEY });
    expect(await world.receipt(`blora/pasar.txt/${first.versionId}`)).toMatchObject({
      state: 'published',
      release: { id: 'blora/pasar' },
    });
  });
});

describe('a redo of an upload whose release went on meanwhile', () => {
  it.each([
    ['published', '', { url: expect.stringContaining('/n/blora/pasar-buka-lagi-') }],
    ['scheduled', 'publishAt: 2026-03-01T09:00:00Z\n', {}],
  ])('tells of the version that it became: %s', async (state, front, place) => {
    const answers = await Promise.all(
      [false, true].map(async (isCutOff) => {
        const world = await makeIngestWorld();
        const { receipts } = world.deps;
        const first = world.drop.put(KEY, file('Pasar buka lagi', front));
        if (isCutOff) world.deps.receipts = { ...receipts, put: () => Promise.reject(new Error('cut off')) };
        await world.ingest({ prompt: 'key', key: KEY }).catch(() => {});
        world.deps.receipts = receipts;
        await world.put('incoming/blora/lain.txt', file('Pasar buka besok', 'id: pasar\n'));
        await world.ingest({ prompt: 'key', key: KEY });
        return world.receipt(`blora/pasar.txt/${first.versionId}`);
      }),
    );
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[1]).toMatchObject({
      state,
      release: { version: 1, headline: 'Pasar buka lagi', ...place },
    });
  });
});

describe('a look at the release that a key has left', () => {
  it('answers the upload that took the key away, whose worker was cut off before its receipt', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, file('Pasar buka lagi'));
    world.clock.advance(1000);
    const moved = world.drop.put(KEY, file('Pasar lain', 'id: lain\n'));
    const { site } = world.deps;
    world.deps.site = { ...site, put: () => Promise.reject(new Error('cut off')) };
    await expect(world.ingest({ prompt: 'key', key: KEY })).rejects.toThrow('cut off');
    world.deps.site = site;
    world.clock.advance(1000);
    world.drop.remove(KEY);
    await world.ingest({ prompt: 'release', releaseId: 'blora/pasar', why: 'deletion' });
    await world.ingest({ prompt: 'key', key: KEY });
    expect(await world.receipt(`blora/pasar.txt/${moved.versionId}`)).toMatchObject({ state: 'superseded' });
  });
});

describe('a second look', () => {
  it('asks for every feed, though it also finds a late upload that changes nothing', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, file('Pasar buka lagi'));
    world.clock.advance(1000);
    world.drop.put(KEY, file('Pasar buka lagi'));
    world.prompts.take('feeds');
    await world.pass(601_000);
    const asked = world.prompts.take('feeds').map(({ prompt }) => prompt);
    const head = await world.deps.releases.getHead('blora/pasar');
    expect(head).toMatchObject({ version: 1, rev: 2 });
    for (const feedId of head?.feedsEver ?? [])
      expect(asked).toContainEqual({ prompt: 'feed', feedId, look: true });
    expect(world.repairs).toEqual(['upload']);
  });

  it('that finds a late upload which is news leaves the rest to the look at that', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, file('Pasar buka lagi'));
    world.clock.advance(1000);
    world.drop.put(KEY, file('Pasar buka lagi hari ini'));
    world.prompts.take('feeds');
    await world.pass(601_000);
    expect(world.prompts.take('feeds').filter(({ prompt }) => 'look' in prompt)).toEqual([]);
    expect(world.repairs).toEqual(['upload']);
  });
});

describe('two workers at one key', () => {
  it('the slower one does not take back what the faster one has taken', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, file('Pasar buka lagi'));
    const { feeds } = world.deps;
    const faster: string[] = [];
    world.deps.feeds = {
      ...feeds,
      async putPointer(pointer) {
        if (faster.length === 0) {
          faster.push('put');
          const newest = await world.put(KEY, file('Pasar tutup'));
          faster.push(newest.versionId);
        }
        return feeds.putPointer(pointer);
      },
    };
    await world.put(KEY, file('Pasar pindah'));
    expect(await world.deps.sources.getSource(KEY)).toMatchObject({ taken: { versionId: faster[1] } });
  });
});

describe('a worker that reads a key before its deletion and writes after it', () => {
  it('sees that another has taken more, and takes back what it made of the deleted upload', async () => {
    const world = await worldWithDeletionBeforeVersion();
    await world.put(KEY, file('Pasar buka lagi'));
    await world.pass(61_000);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ state: 'withdrawn' });
  });

  it('takes it back too when it was cut off after LATEST and its message comes again', async () => {
    const world = await worldWithDeletionBeforeVersion();
    const { feeds } = world.deps;
    world.deps.feeds = { ...feeds, putPointer: () => Promise.reject(new Error('cut off')) };
    await expect(world.put(KEY, file('Pasar buka lagi'))).rejects.toThrow('cut off');
    world.deps.feeds = feeds;
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ state: 'published' });
    await world.ingest({ prompt: 'key', key: KEY });
    await world.pass(61_000);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ state: 'withdrawn' });
  });

  it('leaves it to the second look where its message is gone', async () => {
    const world = await worldWithDeletionBeforeVersion();
    const { feeds } = world.deps;
    world.deps.feeds = { ...feeds, putPointer: () => Promise.reject(new Error('cut off')) };
    await expect(world.put(KEY, file('Pasar buka lagi'))).rejects.toThrow('cut off');
    world.deps.feeds = feeds;
    await world.pass(601_000);
    await world.pass(61_000);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ state: 'withdrawn' });
  });
});

/** Another worker sees and takes the deletion of KEY after the first has read it, and before it puts VERSION. */
async function worldWithDeletionBeforeVersion() {
  const world = await makeIngestWorld();
  const { releases } = world.deps;
  let isRemoved = false;
  world.deps.releases = {
    ...releases,
    async putVersion(version) {
      if (!isRemoved) {
        isRemoved = true;
        world.clock.advance(2_000);
        await world.remove(KEY);
      }
      return releases.putVersion(version);
    },
  };
  return world;
}

describe('a worker that was paused before it named the release of its key', () => {
  it('has no part of the release that another key has made meanwhile, as its author was told', async () => {
    const world = await makeIngestWorld();
    const late = 'incoming/blora/pasar.md';
    const { sources } = world.deps;
    const faster: string[] = [];
    world.deps.sources = {
      ...sources,
      async putSource(source, rev) {
        if (source.key === late && faster.length === 0) {
          faster.push('put');
          await world.put(KEY, file('Pasar lain', 'id: pasar\n'));
        }
        return sources.putSource(source, rev);
      },
    };
    const paused = await world.put(late, file('Pasar buka lagi'));
    expect(await world.receipt(`blora/pasar.md/${paused.versionId}`)).toMatchObject({ state: 'refused' });
    await world.remove(KEY);
    await world.pass(61_000);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ state: 'withdrawn' });
  });
});

describe('a command for a release that is not known yet', () => {
  it('waits as one due item, however many prompts come', async () => {
    const world = await makeIngestWorld();
    const body = JSON.stringify({ command: 'withdraw', releaseId: 'blora/pasar', reason: 'Salah.' });
    const key = 'commands/2026-03-01T08:00:00.000Z-1.json';
    world.drop.put(key, body);
    for (let prompt = 0; prompt < 3; prompt += 1) {
      world.clock.advance(20_000);
      await world.ingest({ prompt: 'key', key });
    }
    const shards = Array.from({ length: 16 }, (_, shard) => world.due.listDue(shard, '2027', 10));
    expect((await Promise.all(shards)).flat().map(({ dueAt }) => dueAt)).toEqual([
      '2026-03-01T08:10:00.000Z',
    ]);
  });
});

describe('a worker that is paused between the due item of a time and LATEST', () => {
  it('puts the item again, since the clock has sent it meanwhile and nobody found anything to lift', async () => {
    const world = await makeIngestWorld();
    const { releases } = world.deps;
    world.deps.releases = {
      ...releases,
      async putHead(head, rev) {
        for (let shard = 0; head.rev === 1 && shard < 16; shard += 1) {
          for (const due of await world.due.listDue(shard, '2027', 10)) await world.due.removeDue(due);
        }
        return releases.putHead(head, rev);
      },
    };
    await world.put(KEY, file('Pasar buka lagi', 'publishAt: 2026-03-01T08:05:00Z\n'));
    await world.pass(400_000);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ state: 'published' });
  });
});

describe('a worker that is paused before the first LATEST of a release', () => {
  it('leaves nothing live when its key has taken another `id:` meanwhile', async () => {
    const world = await makeIngestWorld();
    const { releases } = world.deps;
    let isFirst = true;
    world.deps.releases = {
      ...releases,
      async putHead(head, rev) {
        if (isFirst) {
          isFirst = false;
          world.clock.advance(1000);
          world.drop.remove(KEY);
          world.clock.advance(1000);
          world.drop.put(KEY, file('Pasar lain', 'id: lain\n'));
          await world.ingest({ prompt: 'key', key: KEY });
        }
        return releases.putHead(head, rev);
      },
    };
    await world.put(KEY, file('Pasar buka lagi'));
    await world.pass(700_000);
    await world.pass(700_000);
    expect(await world.deps.releases.getHead('blora/lain')).toMatchObject({ state: 'published' });
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ state: 'withdrawn' });
  });
});

describe('a worker that is paused between leaving a release and naming the next', () => {
  it('has left nothing when its upload was refused meanwhile: the key lives where it lived', async () => {
    const world = await makeIngestWorld();
    await world.put('incoming/blora/lain.txt', file('Pasar lain'));
    await world.put(KEY, file('Pasar buka lagi'));
    const { sources } = world.deps;
    let isFirst = true;
    world.deps.sources = {
      ...sources,
      async putSource(source, rev) {
        if (isFirst && source.releaseId === 'blora/baru') {
          isFirst = false;
          await world.put(
            'commands/kill.json',
            JSON.stringify({ command: 'kill', releaseId: 'blora/lain', reason: 'Salah.', actor: 'operator' }),
          );
          await world.ingest({ prompt: 'key', key: KEY });
        }
        return sources.putSource(source, rev);
      },
    };
    const refused = await world.put(KEY, file('Pasar lain', 'id: baru\n'));
    expect(await world.receipt(`blora/pasar.txt/${refused.versionId}`)).toMatchObject({ state: 'refused' });
    await world.pass(61_000);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({
      state: 'published',
      sources: { [KEY]: { live: true } },
    });
  });
});

describe('a worker that is cut off after it named the next release of its key', () => {
  const cutOff = async (world: Awaited<ReturnType<typeof makeIngestWorld>>): Promise<string> => {
    await world.put('incoming/blora/lain.txt', file('Pasar lain'));
    await world.put(KEY, file('Pasar buka lagi'));
    const { releases } = world.deps;
    world.deps.releases = {
      ...releases,
      putHead: (head, rev) =>
        head.releaseId === 'blora/baru' ? Promise.reject(new Error('cut off')) : releases.putHead(head, rev),
    };
    world.clock.advance(1000);
    const { versionId } = world.drop.put(KEY, file('Pasar lain', 'id: baru\n'));
    await expect(world.ingest({ prompt: 'key', key: KEY })).rejects.toThrow('cut off');
    world.deps.releases = releases;
    return versionId;
  };

  it('leaves the key where it was when the redo is refused there', async () => {
    const world = await makeIngestWorld();
    const versionId = await cutOff(world);
    await world.put(
      'commands/kill.json',
      JSON.stringify({ command: 'kill', releaseId: 'blora/lain', reason: 'Salah.', actor: 'operator' }),
    );
    await world.ingest({ prompt: 'key', key: KEY });
    expect(await world.receipt(`blora/pasar.txt/${versionId}`)).toMatchObject({ state: 'refused' });
    await world.pass(61_000);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({
      state: 'published',
      sources: { [KEY]: { live: true } },
    });
  });

  it('lets the key go when the redo is not refused', async () => {
    const world = await makeIngestWorld();
    await cutOff(world);
    await world.ingest({ prompt: 'key', key: KEY });
    await world.pass(61_000);
    expect(await world.deps.releases.getHead('blora/baru')).toMatchObject({ state: 'published' });
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ state: 'withdrawn' });
  });
});

describe('an upload that was held for what stood then', () => {
  it('stays held when it is told of again after other words have come to stand, as its author was told', async () => {
    const copy = 'incoming/blora/banjir.txt';
    const world = await makeIngestWorld();
    await world.put(KEY, STORY);
    await world.put(copy, STORY);
    await world.remove(KEY);
    const held = await world.put(copy, OTHER_STORY);
    expect(await world.receipt(`blora/banjir.txt/${held.versionId}`)).toMatchObject({ state: 'held' });
    world.clock.advance(1000);
    await world.put(KEY, STORY);
    await world.ingest({ prompt: 'key', key: copy });
    expect(await world.deps.releases.getHead('blora/banjir')).toBeUndefined();
    expect(await world.receipt(`blora/banjir.txt/${held.versionId}`)).toMatchObject({ state: 'held' });
  });
});

describe('a receipt', () => {
  it('of one upload is never written over, whatever a slower worker makes of the same upload', async () => {
    const world = await makeIngestWorld();
    const { versionId } = await world.put(KEY, file('Pasar buka lagi'));
    const answered = await world.receipt(`blora/pasar.txt/${versionId}`);
    await writeReceipt(world.deps, { ...answered, state: 'superseded' }, []);
    expect(await world.receipt(`blora/pasar.txt/${versionId}`)).toEqual(answered);
  });
});

describe('a release before it is public', () => {
  it('has no address made of a headline that never became public', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, file('Rahasia', 'publishAt: 2026-04-01T08:00:00Z\n'));
    await world.put(KEY, file('Pasar buka lagi'));
    const head = await world.deps.releases.getHead('blora/pasar');
    expect(head).toMatchObject({ state: 'published', slug: 'pasar-buka-lagi' });
    await world.put(KEY, file('Pasar tutup'));
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ slug: 'pasar-buka-lagi' });
  });
});

describe('a key whose SOURCE was lost', () => {
  it('has it again when the key is told of once more, so that a deletion still withdraws', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, file('Pasar buka lagi'));
    world.deps.sources = makeMemorySourceStore();
    await world.ingest({ prompt: 'key', key: KEY });
    expect(await world.deps.sources.getSource(KEY)).toMatchObject({ releaseId: 'blora/pasar' });
    await world.remove(KEY);
    await world.pass(61_000);
    expect(await world.deps.releases.getHead('blora/pasar')).toMatchObject({ state: 'withdrawn' });
  });
});

it('a file is measured once, from being put to being done with, however late that is', async () => {
  const world = await makeIngestWorld();
  world.drop.put(KEY, file('Pasar buka lagi'));
  world.clock.advance(4_000);
  const { site } = world.deps;
  world.deps.site = { ...site, put: () => Promise.reject(new Error('cut off')) };
  await expect(world.ingest({ prompt: 'key', key: KEY })).rejects.toThrow('cut off');
  expect(world.dwells).toEqual([]);
  world.deps.site = site;
  world.clock.advance(5_000);
  for (let time = 0; time < 3; time += 1) await world.ingest({ prompt: 'key', key: KEY });
  expect(world.dwells).toEqual([9_000]);
  // A deletion has nothing that anybody waits for.
  await world.remove(KEY);
  expect(world.dwells).toEqual([9_000]);
});
