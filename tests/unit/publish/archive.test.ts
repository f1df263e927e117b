import { describe, expect, test } from 'vitest';
import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import { archiveFeed, archiveOf, noticesFeed, touchedFeed } from '#domain/feed/feed-id.ts';
import { publishArchive } from '../../../functions/publish/publish-archive.ts';
import { publishFeed } from '../../../functions/publish/publish-feed.ts';
import type { FeedPrompt } from '#domain/prompt/prompt.ts';
import type { Head } from '#domain/release/head.ts';
import { nthHead } from '../../support/feed-facts.ts';
import { aPublisher, FEED } from './a-publisher.ts';

const LATER = '2026-03-09T00:00:00.000Z';

/** A publisher, and what its documents hold. */
async function anArchivist() {
  const publisher = await aPublisher();
  const { deps, store, publish, text } = publisher;
  const idsOf = async (key: string): Promise<string[]> => {
    const feed: { items: { id: string }[] } = JSON.parse(await text(key));
    return feed.items.map(({ id }) => id);
  };
  return {
    ...publisher,
    idsOf,
    drop: store,
    build: () => publish(),
    /** Which ids stand in the head, and how often each stands in an archive document. */
    placed: async () => {
      const archived = new Map<string, number>();
      for (const key of await deps.site.list('n/blora/archive/', { limit: 1000 })) {
        if (!/\d\.json$/.test(key)) continue;
        for (const id of await idsOf(key)) archived.set(id, (archived.get(id) ?? 0) + 1);
      }
      return { head: await idsOf('n/blora/feed.json'), archived };
    },
  };
}

type Archivist = Awaited<ReturnType<typeof anArchivist>>;

/** The ids that do not stand in exactly one of head and archive documents. */
async function misplaced({ placed }: Archivist, ids: readonly string[]): Promise<string[]> {
  const { head, archived } = await placed();
  return ids.filter((id) => (head.includes(id) ? 1 : 0) + (archived.get(id) ?? 0) !== 1);
}

describe('archive documents', () => {
  test('what the head has no room for stands in documents of a hundred, each naming the one before', async () => {
    const archivist = await anArchivist();
    const { drop, build, idsOf, text, deps } = archivist;
    const heads: Head[] = [];
    for (let n = 0; n < 270; n += 1) {
      heads.push(await drop(nthHead(n)));
      if (n % 7 === 0) await build();
    }
    await build();
    expect(
      await misplaced(
        archivist,
        heads.map(({ uri }) => uri),
      ),
    ).toEqual([]);
    const sizes = [];
    for (const number of [1, 2, 3]) sizes.push((await idsOf(`n/blora/archive/${number}.json`)).length);
    expect(sizes).toEqual([100, 100, 20]);
    const rss = await text('n/blora/archive/2.xml');
    const links = parseRssFeed(rss).atom?.links ?? [];
    expect(links.map(({ rel, href }) => [rel, href])).toEqual([
      ['self', 'https://news.example.org/n/blora/archive/2.xml'],
      ['current', 'https://news.example.org/n/blora/feed.xml'],
      ['prev-archive', 'https://news.example.org/n/blora/archive/1.xml'],
      ['next-archive', 'https://news.example.org/n/blora/archive/3.xml'],
    ]);
    for (const format of ['xml', 'atom.xml']) {
      const marked = [];
      for (const number of [1, 2, 3]) {
        marked.push((await text(`n/blora/archive/${number}.${format}`)).includes('<fh:archive/>'));
      }
      expect(marked).toEqual([true, true, false]);
    }
    const own = [];
    for (const number of [1, 2, 3]) {
      const { archive, next } = JSON.parse(await text(`n/blora/archive/${number}.json`))._presswire;
      own.push([archive, next]);
    }
    expect(own).toEqual([
      [true, 'https://news.example.org/n/blora/archive/2.json'],
      [true, 'https://news.example.org/n/blora/archive/3.json'],
      [undefined, undefined],
    ]);
    const atom = parseAtomFeed(await text('n/blora/atom.xml'));
    expect(atom.links).toContainEqual({
      rel: 'prev-archive',
      type: 'application/atom+xml',
      href: 'https://news.example.org/n/blora/archive/3.atom.xml',
    });
    expect(await text('n/blora/archive/1.atom.xml')).not.toContain('prev-archive');
    expect(JSON.parse(await text('n/blora/archive/2.json')).next_url).toBe(
      'https://news.example.org/n/blora/archive/1.json',
    );
    expect((await deps.site.get('n/blora/archive/1.atom.xml'))?.metadata['type']).toBe(
      'application/atom+xml; charset=utf-8',
    );
  });

  describe('a document that is full', () => {
    const FULL = ['1.xml', '1.atom.xml', '1.json', '1/index.html'].map((end) => `n/blora/archive/${end}`);
    const textsOf = async ({ text }: Archivist): Promise<string[]> => Promise.all(FULL.map(text));
    /** Of the head: which archive document it names, if any. */
    const namedBy = async ({ text }: Archivist): Promise<string | undefined> =>
      /prev-archive" type="[^"]+" href="[^"]+\/archive\/(\d+)/.exec(await text('n/blora/atom.xml'))?.[1];
    const filled = async (): Promise<Archivist> => {
      const archivist = await anArchivist();
      for (let n = 0; n < 150; n += 1) {
        await archivist.drop(nthHead(n));
        if (n > 140) await archivist.build();
      }
      return archivist;
    };

    test('is marked and names the next, which is there, and keeps its bytes while others fill', async () => {
      const archivist = await filled();
      const { drop, build, idsOf, text } = archivist;
      const full = await textsOf(archivist);
      expect(full[1]).toContain('<fh:archive/>');
      expect(full[1]).toMatch(/rel="next-archive" [^>]+archive\/2\.atom\.xml"/);
      expect(await idsOf('n/blora/archive/1.json')).toHaveLength(100);
      expect(await idsOf('n/blora/archive/2.json')).toEqual([]);
      expect(await namedBy(archivist)).toBe('1');
      for (let n = 150; n < 260; n += 1) {
        await drop(nthHead(n));
        await build();
        if (n === 150) expect(await namedBy(archivist)).toBe('2');
      }
      expect(await textsOf(archivist)).toEqual(full);
      expect(await text('n/blora/archive/2.atom.xml')).toMatch(/rel="next-archive" [^>]+archive\/3\./);
    });

    test('is full for good, though a release in it is withdrawn and another one comes', async () => {
      const archivist = await filled();
      const { drop, build, idsOf, text } = archivist;
      const withdrawn = { at: LATER, by: 'deletion' } as const;
      const gone = nthHead(7);
      await drop({ ...gone, state: 'withdrawn', version: 2, prev: 1, updatedAt: LATER, withdrawn });
      await build();
      await drop(nthHead(150));
      await build();
      expect(await idsOf('n/blora/archive/1.json')).toHaveLength(99);
      expect(await text('n/blora/archive/1.xml')).toContain('<fh:archive/>');
      expect((await idsOf('n/blora/archive/2.json')).length).toBeGreaterThan(0);
    });

    test('stays marked when a builder that died before STATE is followed by another', async () => {
      const archivist = await anArchivist();
      const { deps, drop, build, idsOf } = archivist;
      for (let n = 0; n < 149; n += 1) await drop(nthHead(n));
      await build();
      const { feeds } = deps;
      deps.feeds = {
        ...feeds,
        putState: (state, rev) => {
          if (state.feedId === 'n/blora') throw new Error('crashed');
          return feeds.putState(state, rev);
        },
      };
      for (let n = 149; n < 160; n += 1) await drop(nthHead(n));
      await expect(build()).rejects.toThrow('crashed');
      const full = await textsOf(archivist);
      await expect(build()).rejects.toThrow('crashed');
      expect(await textsOf(archivist)).toEqual(full);
      expect(full[0]).toContain('<fh:archive/>');
      const withdrawn = { at: LATER, by: 'deletion' } as const;
      await drop({ ...nthHead(7), state: 'withdrawn', version: 2, prev: 1, updatedAt: LATER, withdrawn });
      await expect(build()).rejects.toThrow('crashed');
      deps.feeds = feeds;
      await drop(nthHead(160));
      await build();
      expect(await idsOf('n/blora/archive/1.json')).toHaveLength(99);
      expect(await idsOf('n/blora/archive/2.json')).toHaveLength(12);
      expect(await namedBy(archivist)).toBe('2');
    });

    test('is made good when it is not as it was built, and stays marked', async () => {
      const archivist = await filled();
      const { deps, publish, events } = archivist;
      const full = await textsOf(archivist);
      const object = { contentType: 'application/xml', body: 'of a builder that was paused' };
      await deps.site.put('n/blora/archive/1.xml', object, 'always');
      await publish([{ prompt: 'feed', feedId: 'n/blora/archive/1', look: true }]);
      expect(await textsOf(archivist)).toEqual(full);
      expect(events).toEqual([{ event: 'repaired', name: 'n/blora/archive/1', documents: 1 }]);
    });

    test('stays marked when a builder that has slept since before it was full builds it once more', async () => {
      const archivist = await filled();
      const { deps } = archivist;
      const asked = {
        look: true,
        repairs: true,
        sentAtMs: 0,
        firstReceivedAtMs: 0,
        tell: 'nothing',
      } as const;
      await publishArchive(deps, 'n/blora', { number: 1, closed: false }, asked);
      expect((await textsOf(archivist))[0]).toContain('<fh:archive/>');
    });
  });

  test('a document in which many were restored shows all of them', async () => {
    const archivist = await anArchivist();
    const { deps, drop, idsOf, text } = archivist;
    const asked = { look: false, sentAtMs: Infinity, firstReceivedAtMs: 0, tell: 'nothing' } as const;
    for (let n = 0; n < 300; n += 1) {
      const { releaseId, firstPublicAt = '', rev } = await drop(nthHead(n));
      await deps.feeds.putPointer({ feedId: archiveFeed('n/blora', 1), releaseId, firstPublicAt, rev });
    }
    await publishArchive(deps, 'n/blora', { number: 1, closed: true }, asked);
    expect(await idsOf('n/blora/archive/1.json')).toHaveLength(300);
    const page = await text('n/blora/archive/1/index.html');
    expect([page.includes('Story 0<'), page.includes('Story 299<')]).toEqual([true, true]);
  });

  test('a burst that no build saw loses nothing, in whatever order it arrives', async () => {
    const archivist = await anArchivist();
    const { drop, build } = archivist;
    const heads = Array.from({ length: 480 }, (_, n) => nthHead(n));
    const mixed = heads
      .map((head, n) => ({ head, place: (n * 7919) % 480 }))
      .toSorted((a, b) => a.place - b.place);
    for (const [n, { head }] of mixed.entries()) {
      await drop(head);
      if (n === 30 || n === 300) await build();
    }
    await build();
    expect(
      await misplaced(
        archivist,
        heads.map(({ uri }) => uri),
      ),
    ).toEqual([]);
  });

  test('only the document in which an entry changes is written again', async () => {
    const { drop, build, takePuts, text } = await anArchivist();
    const heads: Head[] = [];
    for (let n = 0; n < 260; n += 1) heads.push(await drop(nthHead(n)));
    await build();
    takePuts();
    const old = heads[5]!;
    await drop({ ...old, version: 2, prev: 1, kind: 'update', headline: 'Edited', updatedAt: LATER });
    await build();
    const first = JSON.parse(await text('n/blora/archive/1.json'));
    const number = first.items.some(({ id }: { id: string }) => id === old.uri) ? 1 : 2;
    expect(takePuts()).toEqual(
      ['.xml', '.atom.xml', '.json', '/index.html'].map((end) => `n/blora/archive/${number}${end}`),
    );
    expect(await text(`n/blora/archive/${number}.json`)).toContain('Edited');
    await build();
    expect(takePuts()).toEqual([]);
  });

  test('where a document does not pass the gate the head keeps what belongs there', async () => {
    const archivist = await anArchivist();
    const { deps, drop, build, placed } = archivist;
    for (let n = 0; n < 60; n += 1) await drop(nthHead(n));
    await build();
    const before = await placed();
    await drop(nthHead(60));
    let isArchive = false;
    const broken = {
      ...deps,
      feeds: {
        ...deps.feeds,
        getState: (feedId: string) => {
          isArchive = archiveOf(feedId) !== undefined;
          return deps.feeds.getState(feedId);
        },
      },
      get siteUrl() {
        return isArchive ? 'not a url' : deps.siteUrl;
      },
    };
    const asked = { look: false, sentAtMs: Infinity, firstReceivedAtMs: 0, tell: 'news' } as const;
    expect(await publishFeed(broken, 'n/blora', asked)).toEqual({ result: 'gate-failed', written: 0 });
    expect(await placed()).toEqual(before);
    await build();
    const uris = Array.from({ length: 61 }, (_, n) => nthHead(n).uri);
    expect(await misplaced(archivist, uris)).toEqual([]);
  });

  describe('the index page', () => {
    const INDEX = { prompt: 'index', newsroom: 'blora' } as const;
    const asked = ({ prompts }: Archivist) => prompts.take('feeds').map(({ prompt }) => prompt);

    test('is asked for once STATE has another newest document, and names it then', async () => {
      const archivist = await anArchivist();
      const { drop, publish, text } = archivist;
      for (let n = 0; n < 50; n += 1) await drop(nthHead(n));
      await publish([INDEX, FEED]);
      expect(asked(archivist)).toEqual([]);
      await drop(nthHead(50));
      await publish([INDEX, FEED]);
      expect(await text('n/blora/index.html')).not.toContain('archive/1');
      const prompts = asked(archivist);
      expect(prompts).toEqual([INDEX]);
      await publish([INDEX]);
      expect(await text('n/blora/index.html')).toContain('"/n/blora/archive/1/"');
      await drop(nthHead(51));
      await publish([INDEX, FEED]);
      expect(asked(archivist)).toEqual([]);
    });

    test('is asked for though the builder died between STATE and prompt', async () => {
      const archivist = await anArchivist();
      const { deps, drop, publish } = archivist;
      for (let n = 0; n < 51; n += 1) await drop(nthHead(n));
      const { prompts } = deps;
      deps.prompts = { send: () => Promise.reject(new Error('killed')) };
      await expect(publish()).rejects.toThrow('killed');
      deps.prompts = prompts;
      await publish([FEED], { repeated: true });
      expect(asked(archivist)).toEqual([INDEX]);
    });
  });

  test('a head that gets shorter takes nothing back', async () => {
    const archivist = await anArchivist();
    const { drop, build, placed } = archivist;
    const heads: Head[] = [];
    for (let n = 0; n < 60; n += 1) heads.push(await drop(nthHead(n)));
    await build();
    await drop({ ...heads[55]!, state: 'expired', version: 2, prev: 1, kind: 'expiry', updatedAt: LATER });
    await build();
    expect((await placed()).head).toHaveLength(49);
    expect(
      await misplaced(
        archivist,
        heads.filter((_, n) => n !== 55).map(({ uri }) => uri),
      ),
    ).toEqual([]);
  });

  test('a builder that dies before STATE leaves nothing lost and nothing twice', async () => {
    const archivist = await anArchivist();
    const { deps, drop, build } = archivist;
    const heads = Array.from({ length: 230 }, (_, n) => nthHead(n));
    for (const head of heads.slice(0, 140)) await drop(head);
    const { feeds } = deps;
    const dying = ['putState', 'putArchived', 'putPointer', 'removePointer'] as const;
    for (const [n, name] of dying.entries()) {
      let left = 20;
      deps.feeds = {
        ...feeds,
        [name]: (...args: never[]) => {
          left -= 1;
          if (left < 0 || name === 'putState') throw new Error('crashed');
          return Reflect.apply(feeds[name], feeds, args);
        },
      };
      await build().catch(() => undefined);
      deps.feeds = feeds;
      for (const head of heads.slice(140 + n * 20, 160 + n * 20)) await drop(head);
    }
    for (const head of heads.slice(220)) await drop(head);
    await build();
    await build();
    expect(
      await misplaced(
        archivist,
        heads.map(({ uri }) => uri),
      ),
    ).toEqual([]);
  });

  describe('a release that was archived and is withdrawn', () => {
    const ends = Date.parse(LATER) + 30 * 86_400_000;
    const withdrawnOne = (head: Head): Head => ({
      ...head,
      state: 'withdrawn',
      kind: 'withdrawal',
      version: head.version + 1,
      prev: head.version,
      updatedAt: LATER,
      withdrawn: { at: LATER, by: 'deletion' },
    });

    test('leaves its archive document; its notice stands in the head for 30 days, then nowhere', async () => {
      const archivist = await anArchivist();
      const { deps, clock, drop, build, placed, text, idsOf } = archivist;
      const heads: Head[] = [];
      for (let n = 0; n < 60; n += 1) heads.push(await drop(nthHead(n)));
      await build();
      const gone = await drop(withdrawnOne(heads[2]!));
      await build();
      expect(await idsOf('n/blora/archive/1.json')).not.toContain(gone.uri);
      expect(await text('n/blora/atom.xml')).toContain(
        `<at:deleted-entry ref="${gone.uri}" when="${LATER}" xmlns:at=`,
      );
      expect((await placed()).head).toHaveLength(50);
      expect(
        await misplaced(
          archivist,
          heads.map(({ uri }) => uri),
        ),
      ).toEqual([]);
      clock.advance(ends - 1 - clock.now());
      await build();
      expect((await placed()).head).toContain(gone.uri);
      clock.advance(1);
      await drop({ ...gone, noticeEndedAt: new Date(ends).toISOString() });
      await build();
      expect(JSON.parse(await text('n/blora/feed.json'))._presswire.updated).toBe(
        new Date(ends).toISOString(),
      );
      const { head, archived } = await placed();
      expect([head.includes(gone.uri), archived.get(gone.uri)]).toEqual([false, undefined]);
      for (const list of [touchedFeed('n/blora'), noticesFeed('n/blora')]) {
        expect(await deps.feeds.listPointers(list, { limit: 9 })).toEqual([]);
      }
    });

    test('and restored, it stands in its archive document again', async () => {
      const archivist = await anArchivist();
      const { drop, build, idsOf } = archivist;
      const heads: Head[] = [];
      for (let n = 0; n < 60; n += 1) heads.push(await drop(nthHead(n)));
      await build();
      const { withdrawn: _, ...gone } = await drop(withdrawnOne(heads[2]!));
      await build();
      await drop({ ...gone, state: 'published', kind: 'restore', version: 3, prev: 2 });
      await build();
      expect(await idsOf('n/blora/archive/1.json')).toContain(gone.uri);
      expect(
        await misplaced(
          archivist,
          heads.map(({ uri }) => uri),
        ),
      ).toEqual([]);
    });

    test('a notice that is pushed out of the head by news stays in it', async () => {
      const archivist = await anArchivist();
      const { drop, build, placed } = archivist;
      const heads: Head[] = [];
      for (let n = 0; n < 50; n += 1) heads.push(await drop(nthHead(n)));
      const gone = await drop(withdrawnOne(heads[45]!));
      await build();
      for (let n = 50; n < 120; n += 1) heads.push(await drop(nthHead(n)));
      await build();
      expect((await placed()).head).toContain(gone.uri);
      expect(
        await misplaced(
          archivist,
          heads.map(({ uri }) => uri),
        ),
      ).toEqual([]);
    });

    test('the most recent are shown of releases of any age, of very many the newest thousand releases’', async () => {
      const archivist = await anArchivist();
      const { deps, drop, build, placed } = archivist;
      for (let n = 0; n < 160; n += 1) await drop(withdrawnOne(nthHead(n)));
      const at = '2026-03-09T09:00:00.000Z';
      const last = { ...withdrawnOne(nthHead(2)), rev: 1, version: 3, prev: 2, updatedAt: at };
      await drop({ ...last, withdrawn: { at, by: 'command' } });
      await build();
      expect((await placed()).head).toContain(last.uri);
      expect(archivist.events).toEqual([]);
      let reads = 0;
      const { feeds } = deps;
      deps.feeds = {
        ...feeds,
        listPointers: (feedId, options) => {
          if (feedId !== noticesFeed('n/blora')) return feeds.listPointers(feedId, options);
          reads += 1;
          return Promise.resolve(Array.from({ length: options.limit }, (_, n) => pointer(n)));
        },
      };
      const pointer = (n: number) => ({
        feedId: noticesFeed('n/blora'),
        releaseId: `blora/${n}`,
        firstPublicAt: at,
        rev: 1,
      });
      await build();
      expect(reads).toBe(10);
    });

    test('forty notices at most, the most recent; news keep their room', async () => {
      const { drop, build, placed } = await anArchivist();
      const heads: Head[] = [];
      for (let n = 0; n < 140; n += 1) heads.push(await drop(nthHead(n)));
      await build();
      for (const head of heads.slice(0, 60)) await drop(withdrawnOne(head));
      await build();
      const { head } = await placed();
      expect(head).toHaveLength(50);
      const archived = new Set(heads.slice(0, 60).map(({ uri }) => uri));
      expect(head.filter((uri) => archived.has(uri))).toHaveLength(40);
    });
  });
});

describe('more than one build does', () => {
  const withdrawn = {
    state: 'withdrawn',
    kind: 'withdrawal',
    version: 2,
    prev: 1,
    updatedAt: LATER,
  } as const;

  /** Builds as long as the clock asks for it; gives how often that was. */
  async function goOn({ publish, takeDue }: Archivist): Promise<number> {
    for (let times = 0; ; times += 1) {
      const prompts = await takeDue();
      if (prompts.length === 0 || times === 20) return times;
      expect(prompts).toEqual([{ ...FEED, quiet: true }]);
      await publish(prompts);
    }
  }

  test('a feed that was never built is archived in parts, none of which reads or writes more than the others', async () => {
    const archivist = await anArchivist();
    const { deps, drop, build, takePuts } = archivist;
    const heads: Head[] = [];
    for (let n = 0; n < 2_640; n += 1) heads.push(await drop(nthHead(n)));
    const stale = heads.splice(1_200, 10);
    for (const head of stale) {
      await drop({ ...head, state: 'expired', kind: 'expiry', version: 2, prev: 1, updatedAt: LATER });
    }
    const read: number[] = [];
    const { releases } = deps;
    let bodies = 0;
    deps.contents = { get: () => undefined, set: () => undefined };
    deps.releases = {
      ...releases,
      getHeads: (ids) => {
        read.push(ids.length);
        return releases.getHeads(ids);
      },
      getVersions: (keys) => {
        bodies += keys.length;
        return releases.getVersions(keys);
      },
    };
    const costs: { heads: number; bodies: number; objects: number }[] = [];
    const note = (): void => {
      const sum = read.splice(0).reduce((total, count) => total + count, 0);
      costs.push({ heads: sum, bodies, objects: takePuts().length });
      bodies = 0;
    };
    await build();
    note();
    for (let prompts = await archivist.takeDue(); prompts.length > 0; prompts = await archivist.takeDue()) {
      await archivist.publish(prompts);
      note();
    }
    expect(costs.length).toBeGreaterThan(5);
    expect(costs.length).toBeLessThan(15);
    for (const cost of costs) {
      // What the head reads at most, twice where it names another document, and six documents.
      expect(cost.bodies).toBeLessThanOrEqual(2 * 600 + 600 + 400);
      expect(cost.heads).toBeLessThanOrEqual(600 + 500 + 600 + 400);
      expect(cost.objects).toBeLessThanOrEqual(3 + 7 * 4);
    }
    expect(
      await misplaced(
        archivist,
        heads.map(({ uri }) => uri),
      ),
    ).toEqual([]);
    expect(await deps.feeds.listPointers(touchedFeed('n/blora'), { limit: 10 })).toEqual([]);
    const through = (await deps.feeds.getState('n/blora'))?.archive?.through ?? {};
    expect(Object.keys(through).toSorted()).toEqual(['firstPublicAt', 'releaseId']);
  });

  test('changes in many documents are looked after in parts; what was taken back goes first', async () => {
    const archivist = await anArchivist();
    const { drop, build, idsOf, takePuts, text } = archivist;
    const heads: Head[] = [];
    for (let n = 0; n < 850; n += 1) {
      heads.push(await drop(nthHead(n)));
      if (n % 100 === 99) await build();
    }
    await build();
    await goOn(archivist);
    for (let n = 50; n < 850; n += 100) {
      await drop({
        ...heads[n]!,
        version: 2,
        prev: 1,
        kind: 'update',
        headline: `Edited ${n}`,
        updatedAt: LATER,
      });
    }
    const gone = await drop({ ...heads[3]!, ...withdrawn, withdrawn: { at: LATER, by: 'deletion' } });
    takePuts();
    await build();
    const documents = takePuts().filter((key) => /archive.*\.json$/.test(key));
    // One more than five, since its notice takes room in the head.
    expect(documents).toHaveLength(6);
    expect(documents).toContain('n/blora/archive/1.json');
    expect(await idsOf('n/blora/archive/1.json')).not.toContain(gone.uri);
    expect(await goOn(archivist)).toBe(1);
    for (let number = 1; number <= 8; number += 1) {
      expect(await text(`n/blora/archive/${number}.json`)).toContain('Edited');
    }
  });

  test('goes on though all that it would archive at once was withdrawn', async () => {
    const archivist = await anArchivist();
    const { deps, drop, build } = archivist;
    const heads: Head[] = [];
    for (let n = 0; n < 1_200; n += 1) {
      const isGone = n < 510;
      const change = isGone ? { ...withdrawn, withdrawn: { at: LATER, by: 'deletion' } as const } : {};
      const head = await drop({ ...nthHead(n), ...change });
      if (!isGone) heads.push(head);
    }
    // An earlier builder has taken the notes, and STATE was lost.
    for (const note of await deps.feeds.listPointers(touchedFeed('n/blora'), { limit: 1_200 })) {
      await deps.feeds.removePointer(note);
    }
    await build();
    expect(await goOn(archivist)).toBeLessThan(6);
    expect(
      await misplaced(
        archivist,
        heads.map(({ uri }) => uri),
      ),
    ).toEqual([]);
  });

  test('late arrivals fill documents in parts', async () => {
    const archivist = await anArchivist();
    const { deps, drop, build } = archivist;
    const heads: Head[] = [];
    for (let n = 2_000; n < 2_060; n += 1) heads.push(await drop(nthHead(n)));
    await build();
    for (let n = 0; n < 1_200; n += 1) heads.push(await drop(nthHead(n)));
    await build();
    expect((await deps.feeds.getState('n/blora'))?.archive?.number).toBe(6);
    expect(await goOn(archivist)).toBe(2);
    expect(
      await misplaced(
        archivist,
        heads.map(({ uri }) => uri),
      ),
    ).toEqual([]);
  });
});

describe('one more release', () => {
  const ALL: readonly FeedPrompt[] = [
    { prompt: 'feed', feedId: 'network' },
    { prompt: 'feed', feedId: 'n/blora' },
    { prompt: 'index', newsroom: 'network' },
    { prompt: 'index', newsroom: 'blora' },
  ];
  const FEW = 100;
  const MANY = 10_000;

  /** The clock goes with them, so that the sitemap of news holds those of two days, as it always does. */
  async function dropAtItsHour({ clock, drop }: Archivist, n: number): Promise<Head> {
    const head = await drop(nthHead(n));
    clock.set(Date.parse(head.firstPublicAt ?? ''));
    return head;
  }

  /** What one more release writes and reads, in a container that remembers nothing. */
  async function costOf(archivist: Archivist, n: number) {
    const { deps, publish, takePuts } = archivist;
    const { feeds, releases, site, contents } = deps;
    const cost = { objects: 0, units: 0, puts: 0 };
    const reading = async <R>(answering: Promise<R>): Promise<R> => {
      const answer = await answering;
      // A strongly consistent read takes a unit for every 4 KB that it begins.
      cost.units += Math.max(1, Math.ceil((JSON.stringify(answer)?.length ?? 0) / 4_096));
      return answer;
    };
    const writing = <R>(answering: Promise<R>): Promise<R> => {
      cost.puts += 1;
      return answering;
    };
    deps.contents = { get: () => undefined, set: () => undefined };
    deps.feeds = {
      ...feeds,
      listPointers: (...args) => reading(feeds.listPointers(...args)),
      listFeeds: (...args) => reading(feeds.listFeeds(...args)),
      getState: (...args) => reading(feeds.getState(...args)),
      getArchived: (...args) => reading(feeds.getArchived(...args)),
      putArchived: (...args) => writing(feeds.putArchived(...args)),
      putPointer: (...args) => writing(feeds.putPointer(...args)),
      putState: (...args) => writing(feeds.putState(...args)),
    };
    deps.releases = {
      ...releases,
      getHeads: (...args) => reading(releases.getHeads(...args)),
      getVersions: (...args) => reading(releases.getVersions(...args)),
    };
    await dropAtItsHour(archivist, n);
    takePuts();
    await publish(ALL);
    cost.objects = takePuts().length;
    Object.assign(deps, { feeds, releases, site, contents });
    return cost;
  }

  test('costs at 10,000 what it costs at 100, and each of them stands in exactly one place', async () => {
    const archivist = await anArchivist();
    const { publish } = archivist;
    const fill = async (from: number, to: number): Promise<void> => {
      for (let n = from; n < to; n += 1) {
        await dropAtItsHour(archivist, n);
        if (n % 50 === 49) await publish(ALL);
      }
    };
    await fill(0, FEW);
    const few = await costOf(archivist, FEW);
    await fill(FEW + 1, MANY);
    const many = await costOf(archivist, MANY);
    expect(many.objects).toBe(few.objects);
    expect(many.puts).toBe(few.puts);
    expect(Math.abs(many.units / few.units - 1)).toBeLessThanOrEqual(0.05);
    expect(few.objects).toBeGreaterThan(10);
    const uris = Array.from({ length: MANY + 1 }, (_, n) => nthHead(n).uri);
    expect(await misplaced(archivist, uris)).toEqual([]);
  }, 120_000);
});
