import { describe, expect, it } from 'vitest';
import { makeMemoryCursorStore } from '#adapters/memory/cursor-store.ts';
import { makeMemoryReleaseIndex } from '#adapters/memory/release-index.ts';
import { NEWS_ATTRIBUTES } from '#domain/html/news-policy.ts';
import { sanitizedHtmlSchema } from '#domain/html/sanitized-html.ts';
import { versionJsonKey } from '#domain/site/paths.ts';
import { PermanentError } from '#platform/errors.ts';
import { resanitizeAll, type ResanitizeRun } from '../../../functions/ingest/resanitize-all.ts';
import { resanitizeRelease } from '../../../functions/ingest/resanitize-release.ts';
import { rewriteVersions } from '../../../functions/ingest/rewrite-versions.ts';
import { BLORA, makeIngestWorld } from '../../support/ingest-world.ts';

const KEY = 'incoming/blora/pasar.md';
const ID = 'blora/pasar';
const SCRIPT = '<script>alert(1)</script>';

function file(body: string, front = ''): string {
  return `---\ntitle: Pasar buka lagi\n${front}---\n\n${body}\n`;
}

/** A world whose sanitizer lets a script through until it is mended: in VERSION, and in what was rendered of it. */
async function aLeakyWorld() {
  const world = await makeIngestWorld();
  const { deps } = world;
  const { releases, site } = deps;
  const state = { leaks: true, writes: 0, failAt: Number.POSITIVE_INFINITY };
  const write = <T>(done: () => Promise<T>): Promise<T> => {
    state.writes += 1;
    return state.writes === state.failAt ? Promise.reject(new Error('cut off')) : done();
  };
  deps.releases = {
    ...releases,
    putHead: (head, rev) => write(() => releases.putHead(head, rev)),
    putVersion: (version) =>
      write(() => {
        const { content } = version;
        if (!state.leaks || content === undefined) return releases.putVersion(version);
        const bodyHtml = sanitizedHtmlSchema.parse(`${content.bodyHtml}${SCRIPT}`);
        return releases.putVersion({ ...version, content: { ...content, bodyHtml } });
      }),
  };
  deps.site = {
    ...site,
    put: (key, object, condition) =>
      write(() => {
        const leaks = state.leaks && /\/v\d+\.json$/.test(key);
        const body = leaks
          ? String(object.body).replace('</p>', `</p>${SCRIPT.replace('/', '\\/')}`)
          : object.body;
        const metadata = leaks ? { ...object.metadata, digest: 'of what leaked' } : (object.metadata ?? {});
        return site.put(key, { ...object, body, metadata }, condition);
      }),
  };
  const { due, sources, prompts } = deps;
  deps.due = { putDue: (item) => write(() => due.putDue(item)) };
  deps.sources = {
    ...sources,
    putClaim: (claim, rev) => write(() => sources.putClaim(claim, rev)),
    putKilled: (killed) => write(() => sources.putKilled(killed)),
  };
  deps.prompts = { send: (...sent) => write(() => prompts.send(...sent)) };
  const everything = async (): Promise<string> => {
    const keys = await deps.site.list('', { limit: 100 });
    const bodies = await Promise.all(keys.map((key) => world.page(key)));
    return keys.map((key, index) => `${key}\n${bodies[index]}`).join('\n');
  };
  return {
    ...world,
    state,
    everything,
    mend() {
      state.leaks = false;
      state.writes = 0;
      for (const queue of ['uploads', 'changes', 'feeds'] as const) world.prompts.take(queue);
    },
    head: async (id = ID) => (await deps.releases.getHead(id))!,
    resanitize: ({ dryRun = false, id = ID } = {}) =>
      resanitizeRelease(deps, id, { wake: { firstReceivedMs: world.clock.now() }, dryRun }),
  };
}

describe('a release that an earlier sanitizer let something through for', () => {
  it('gets a minor version, and page, JSON and the JSON of older versions are clean', async () => {
    const world = await aLeakyWorld();
    await world.put(KEY, file('Pedagang kembali ke los lama.'));
    await world.put(KEY, file('Pedagang kembali ke los baru.'));
    const before = await world.head();
    expect((await world.everything()).match(/<script>alert/g)?.length).toBeGreaterThanOrEqual(3);
    world.mend();
    world.clock.advance(86_400_000);
    expect(await world.resanitize()).toEqual({ releaseId: ID, text: 'changed', documents: [1, 2] });
    const after = await world.head();
    expect(after).toMatchObject({
      version: 3,
      prev: 2,
      kind: 'minor',
      state: 'published',
      hash: before.hash,
    });
    expect(after.firstPublicAt).toBe(before.firstPublicAt);
    expect(Date.parse(after.updatedAt) - Date.parse(before.updatedAt)).toBe(1000);
    const shown = await world.everything();
    expect(shown).not.toContain('<script>alert');
    expect(shown).toContain('Pedagang kembali ke los lama.');
    expect(await world.page(versionJsonKey(after, 3))).toContain('los baru');
    const told = world.prompts.take('feeds').map(({ prompt }) => prompt);
    for (const feedId of after.feedsEver) expect(told).toContainEqual({ prompt: 'feed', feedId });
    expect(world.prompts.take('changes').map(({ prompt }) => prompt)).toContainEqual({
      prompt: 'announce',
      releaseId: ID,
    });
  });

  it('is left alone the second time, and the same file put again says nothing new', async () => {
    const world = await aLeakyWorld();
    await world.put(KEY, file('Pedagang kembali ke los lama.'));
    world.mend();
    await world.resanitize();
    const { rev } = await world.head();
    expect(await world.resanitize()).toEqual({ releaseId: ID, text: 'same', documents: [] });
    expect((await world.head()).rev).toBe(rev);
    await world.put(KEY, file('Pedagang kembali ke los lama.'));
    expect(await world.receipt('blora/pasar.md')).toMatchObject({ state: 'unchanged' });
  });

  it('is known by what stands where its desk files it otherwise today, so that the same file brings that', async () => {
    const world = await aLeakyWorld();
    await world.put(KEY, file('Pedagang kembali ke los lama.'));
    world.mend();
    await world.deps.newsrooms.putNewsroom({ ...BLORA, defaults: { categories: ['Pasar'] } });
    expect(await world.resanitize()).toMatchObject({ text: 'changed' });
    expect((await world.head()).feeds).not.toContain('n/blora/c/pasar');
    await world.put(KEY, file('Pedagang kembali ke los lama.'));
    expect(await world.receipt('blora/pasar.md')).toMatchObject({ state: 'published' });
    expect((await world.head()).feeds).toContain('n/blora/c/pasar');
  });

  it('is left to ingest where it is killed meanwhile: a command empties no edge', async () => {
    const world = await aLeakyWorld();
    await world.put(KEY, file('Pedagang kembali ke los lama.'));
    world.mend();
    const { releases } = world.deps;
    let written = 0;
    world.deps.releases = {
      ...releases,
      async putHead(head, rev) {
        const answer = await releases.putHead(head, rev);
        written += 1;
        if (written === 1)
          await world.put(
            'commands/1.json',
            JSON.stringify({ command: 'kill', releaseId: ID, reason: 'Salah.' }),
          );
        return answer;
      },
    };
    await world.resanitize();
    expect(await world.head()).toMatchObject({ state: 'killed' });
    const asked = world.prompts.take('uploads').map(({ prompt }) => prompt);
    expect(asked).toContainEqual({ prompt: 'release', releaseId: ID, why: 'killed-content' });
  });

  it('is only looked at in a dry run', async () => {
    const world = await aLeakyWorld();
    await world.put(KEY, file('Pedagang kembali ke los lama.'));
    world.mend();
    expect(await world.resanitize({ dryRun: true })).toEqual({
      releaseId: ID,
      text: 'changed',
      documents: [1],
    });
    expect(world.state.writes).toBe(0);
  });

  it('comes out the same when the run is cut off at any write and done again', async () => {
    const clean = async (failAt: number) => {
      const world = await aLeakyWorld();
      await world.put(KEY, file('Pedagang kembali ke los lama.'));
      await world.put(KEY, file('Pedagang kembali ke los baru.'));
      world.mend();
      world.state.failAt = failAt;
      const cut = await world.resanitize().then(
        () => false,
        () => true,
      );
      world.state.failAt = Number.POSITIVE_INFINITY;
      await world.resanitize();
      // What was cut off behind LATEST is done by the second look.
      await world.pass(601_000);
      const { rev: _rev, ...head } = await world.head();
      return { cut, writes: world.state.writes, head, shown: await world.everything() };
    };
    const whole = await clean(Number.POSITIVE_INFINITY);
    let cuts = 0;
    for (let failAt = 1; ; failAt += 1) {
      const { cut, head, shown } = await clean(failAt);
      if (!cut) break;
      cuts += 1;
      expect([failAt, head]).toEqual([failAt, whole.head]);
      expect([failAt, shown]).toEqual([failAt, whole.shown]);
    }
    expect(cuts).toBeGreaterThanOrEqual(8);
  });

  it('is cleaned as stored where its file is gone', async () => {
    const world = await aLeakyWorld();
    await world.put(KEY, file('Pedagang kembali ke los lama.'));
    world.mend();
    world.deps.drop = { ...world.deps.drop, listVersions: async () => [] };
    expect(await world.resanitize()).toMatchObject({ text: 'changed' });
    expect(await world.everything()).not.toContain('<script>alert');
  });

  it('keeps the JSON of the text that stands where a person has to decide it; what is older is clean', async () => {
    const world = await aLeakyWorld();
    await world.put(KEY, file('Pedagang kembali ke los lama.'));
    await world.put(KEY, file('Pedagang kembali ke los baru.'));
    world.mend();
    const head = await world.head();
    const shown = await world.page(versionJsonKey(head, 2));
    const documents = await rewriteVersions(world.deps, ID, { dryRun: false, leaveStanding: true });
    expect(documents).toEqual([1]);
    expect(await world.page(versionJsonKey(head, 2))).toBe(shown);
  });

  it('is left alone, text and JSON, where what stands cannot be made safe', async () => {
    const world = await aLeakyWorld();
    await world.put(KEY, file('Pedagang kembali ke [los](https://a.example "los") lama.'));
    await world.put(KEY, file('Pedagang kembali ke [los](https://a.example "los") baru.'));
    world.mend();
    const shown = await world.page(versionJsonKey(await world.head(), 2));
    const links = NEWS_ATTRIBUTES['a']!;
    const { title } = links;
    // Every pass leaves it longer, by what the parser does not leave as it is: none is the last.
    Reflect.set(links, 'title', (value: string) => `${value}\0`);
    const found = await world.resanitize().finally(() => Reflect.set(links, 'title', title));
    expect(found).toEqual({ releaseId: ID, text: 'unsettled', documents: [1] });
    expect(await world.head()).toMatchObject({ version: 2 });
    expect(await world.page(versionJsonKey(await world.head(), 2))).toBe(shown);
  });

  it('keeps the time of a version that came within a second of the one before', async () => {
    const world = await aLeakyWorld();
    for (const body of ['lama', 'baru', 'besar']) {
      world.clock.advance(-1000);
      await world.put(KEY, file(`Pedagang kembali ke los ${body}.`));
    }
    const head = await world.head();
    const created = async () =>
      Promise.all(
        [1, 2].map(async (number) => {
          const text = await world.page(versionJsonKey(head, number));
          return /"versionCreated":\s*"[^"]*"/.exec(String(text))?.[0];
        }),
      );
    const before = await created();
    world.mend();
    expect(await world.resanitize()).toMatchObject({ documents: [1, 2, 3] });
    expect(await created()).toEqual(before);
  });

  it('stays under embargo, and out of sight', async () => {
    const world = await aLeakyWorld();
    await world.put(KEY, file('Pedagang kembali.', 'embargo: 2026-04-01 09:00 WIB\n'));
    world.mend();
    expect(await world.resanitize()).toEqual({ releaseId: ID, text: 'changed', documents: [] });
    expect(await world.head()).toMatchObject({ version: 2, state: 'embargoed', kind: 'minor' });
    expect(await world.everything()).toBe('');
    await world.pass(40 * 86_400_000);
    expect(await world.head()).toMatchObject({ version: 3, state: 'published', kind: 'lift' });
    expect(await world.everything()).not.toContain('<script>alert');
  });

  it('gets no version where it is withdrawn, but its older JSON is clean', async () => {
    const world = await aLeakyWorld();
    await world.put(KEY, file('Pedagang kembali ke los lama.'));
    await world.put(
      'commands/1.json',
      JSON.stringify({ command: 'withdraw', releaseId: ID, reason: 'Salah.' }),
    );
    const { version } = await world.head();
    expect(await world.everything()).toContain('<script>alert');
    world.mend();
    expect(await world.resanitize()).toEqual({ releaseId: ID, text: 'same', documents: [1] });
    expect(await world.head()).toMatchObject({ version, state: 'withdrawn' });
    expect(await world.everything()).not.toContain('<script>alert');
  });

  it('stays killed, and the same file stays refused though it reads otherwise today', async () => {
    const world = await aLeakyWorld();
    await world.put(KEY, file('Pedagang kembali ke los lama.'));
    const { releases } = world.deps;
    // The words of its day had the script's among them.
    const head = await world.head();
    await releases.putHead({ ...head, textHash: 'with the script', rev: head.rev + 1 }, head.rev);
    world.deps.releases = {
      ...releases,
      getVersion: async (...asked) => {
        const version = await releases.getVersion(...asked);
        return version && { ...version, textHash: 'with the script' };
      },
    };
    await world.put('commands/1.json', JSON.stringify({ command: 'kill', releaseId: ID, reason: 'Salah.' }));
    world.mend();
    const buried = await world.everything();
    expect(await world.resanitize()).toEqual({ releaseId: ID, text: 'same', documents: [] });
    expect(await world.everything()).toBe(buried);
    await world.put('incoming/harbour/copy.md', file('Pedagang kembali ke los lama.'));
    expect(await world.receipt('harbour/copy.md')).toMatchObject({ state: 'refused' });
  });

  it('stays killed where the kill comes between the look at a document and its writing', async () => {
    const world = await aLeakyWorld();
    await world.put(KEY, file('Pedagang kembali ke los lama.'));
    const key = versionJsonKey(await world.head(), 1);
    world.mend();
    const { site } = world.deps;
    let isKilled = false;
    world.deps.site = {
      ...site,
      put: async (...put) => {
        if (put[0] === key && put[2] !== 'always' && !isKilled) {
          isKilled = true;
          await world.put(
            'commands/1.json',
            JSON.stringify({ command: 'kill', releaseId: ID, reason: 'Salah.' }),
          );
        }
        return site.put(...put);
      },
    };
    await world.resanitize();
    expect(isKilled).toBe(true);
    expect(await world.page(key)).not.toContain('Pedagang');
  });
});

describe('a run over all releases', () => {
  const QUIET: ResanitizeRun = {
    dryRun: false,
    fromStart: false,
    policy: 'mended',
    onResume: () => {},
    onRelease: () => {},
    isStopped: () => false,
  };

  async function three() {
    const world = await aLeakyWorld();
    const ids = ['a', 'b', 'c'];
    for (const id of ids) await world.put(`incoming/blora/${id}.md`, file(`Kabar ${id} dari los lama.`));
    world.mend();
    const index = makeMemoryReleaseIndex(() => ids.map((id) => `blora/${id}`));
    const looks: string[] = [];
    const all = {
      ingest: world.deps,
      cursors: makeMemoryCursorStore(),
      index: {
        // One a page.
        listReleases: ({ after }: { after?: string }) => {
          looks.push(after ?? '');
          return index.listReleases({ limit: 1, ...(after === undefined ? {} : { after }) });
        },
      },
    };
    return { world, all, looks };
  }

  it('goes on with the page that it was stopped at, or from the start if asked', async () => {
    const { world, all, looks } = await three();
    let looked = 0;
    const stopped = await resanitizeAll(all, {
      ...QUIET,
      onRelease: () => (looked += 1),
      isStopped: () => looked === 2,
    });
    expect(stopped).toMatchObject({ isDone: false, looked: 2 });
    expect(await world.head('blora/c')).toMatchObject({ version: 1 });
    looks.length = 0;
    expect(await resanitizeAll(all, QUIET)).toMatchObject({ isDone: true, looked: 1 });
    expect(looks).toEqual(['blora/b']);
    expect(await world.head('blora/c')).toMatchObject({ version: 2 });
    expect(await world.everything()).not.toContain('<script>alert');
    looks.length = 0;
    expect(await resanitizeAll(all, QUIET)).toMatchObject({ isDone: true, looked: 3, found: [] });
    expect(looks[0]).toBe('');
  });

  it('remembers over a stop whom it left to a person, and says since when it runs', async () => {
    const { world, all } = await three();
    const { releases } = world.deps;
    const broken = new Set(['blora/a', 'blora/c']);
    world.deps.releases = {
      ...releases,
      async getHead(id) {
        if (broken.has(id)) throw new PermanentError('the item does not parse', { code: 'MalformedItem' });
        return releases.getHead(id);
      },
    };
    const startedAt = new Date(world.clock.now()).toISOString();
    const told: string[] = [];
    const run: ResanitizeRun = {
      ...QUIET,
      onResume: (since) => told.push(`since ${since}`),
      onRelease: (_, found) => told.push(found?.releaseId ?? 'nothing'),
    };
    const stopped = await resanitizeAll(all, { ...run, isStopped: () => told.length === 2 });
    expect(stopped).toMatchObject({ isDone: false, left: ['blora/a'] });
    world.clock.advance(3_600_000);
    const done = await resanitizeAll(all, run);
    expect(done).toMatchObject({ isDone: true, looked: 1, left: ['blora/a', 'blora/c'], leftMore: 0 });
    expect(told).toEqual(['blora/a', 'blora/b', `since ${startedAt}`, 'blora/c']);
  });

  it('begins anew where the run that was cut off had another sanitizer', async () => {
    const { all, looks } = await three();
    let looked = 0;
    const onRelease = () => (looked += 1);
    await resanitizeAll(all, { ...QUIET, policy: 'leaky', onRelease, isStopped: () => looked === 2 });
    looks.length = 0;
    expect(await resanitizeAll(all, QUIET)).toMatchObject({ isDone: true, looked: 3 });
    expect(looks[0]).toBe('');
    await all.cursors.putCursor('resanitize', 'blora/b');
    expect(await resanitizeAll(all, QUIET)).toMatchObject({ isDone: true, looked: 3 });
  });

  it('names a release that cannot be read and mends the others; what AWS refuses for all stops it', async () => {
    const { world, all } = await three();
    const { releases } = world.deps;
    const refuse = (error: Error) => {
      world.deps.releases = {
        ...releases,
        async getHead(id) {
          if (id === 'blora/b') throw error;
          return releases.getHead(id);
        },
      };
    };
    refuse(new PermanentError('GetItem was refused', { code: 'Denied', context: { operation: 'GetItem' } }));
    await expect(resanitizeAll(all, QUIET)).rejects.toThrow('GetItem was refused');
    refuse(new PermanentError('the item does not parse', { code: 'MalformedItem' }));
    const { found, isDone } = await resanitizeAll(all, { ...QUIET, fromStart: true });
    expect(isDone).toBe(true);
    const reason = 'the item does not parse';
    expect(found).toContainEqual({ releaseId: 'blora/b', text: 'failed', documents: [], reason });
    expect(await releases.getHead('blora/c')).toMatchObject({ version: 2 });
  });

  it('lists in a dry run what it would do, and remembers nothing', async () => {
    const { world, all } = await three();
    const { found, looked } = await resanitizeAll(all, { ...QUIET, dryRun: true });
    expect([looked, found.map(({ releaseId }) => releaseId)]).toEqual([3, ['blora/a', 'blora/b', 'blora/c']]);
    expect(world.state.writes).toBe(0);
    expect(await all.cursors.getCursor('resanitize')).toBeUndefined();
  });
});
