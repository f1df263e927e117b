import { beforeEach, describe, expect, it } from 'vitest';
import { makeIngestWorld } from '../../support/ingest-world.ts';

let world: Awaited<ReturnType<typeof makeIngestWorld>>;
beforeEach(async () => {
  world = await makeIngestWorld();
});

const KEY = 'commands/import/harbour/ferry-0a1b2c3d.json';
const ferry = (change: object = {}): string =>
  JSON.stringify({
    command: 'import',
    uri: 'https://old.example/?p=12&x=',
    headline: 'Ferry runs again',
    html: '<p>The ferry runs again.</p><script>alert(1)</script>',
    authors: ['Ana'],
    categories: ['transport'],
    keywords: [],
    publishedAt: '2019-05-04T10:00:00Z',
    updatedAt: '2019-06-01T00:00:00Z',
    from: ['/2019/05/ferry/'],
    ...change,
  });
const receipt = () => world.receipt('import/harbour/ferry-0a1b2c3d.json');

describe('the feeds of the site that an archive comes from', () => {
  const FEEDS = 'commands/import/harbour/feeds/0a1b2c3d4e.json';
  const from = ['/feed/', '/feed/atom/', '/old/feed.xml'];
  const feeds = (change: object = {}): string => JSON.stringify({ command: 'import-feeds', from, ...change });
  const locationOf = async (key: string) => (await world.deps.site.head(key))?.metadata;

  it('lead to the feed of the newsroom, Atom to Atom, with and without a slash', async () => {
    await world.put(FEEDS, feeds());
    const rss = { status: '301', location: '/n/harbour/feed.xml' };
    const atom = { status: '301', location: '/n/harbour/atom.xml' };
    expect([await locationOf('feed'), await locationOf('feed/index.html')]).toEqual([rss, rss]);
    expect([await locationOf('feed/atom'), await locationOf('feed/atom/index.html')]).toEqual([atom, atom]);
    expect(await locationOf('old/feed.xml')).toEqual(rss);
  });

  it("take the place of nothing that is there, be it the site's, a release's or another newsroom's", async () => {
    await world.put(KEY, ferry({ from: ['/feed/'] }));
    const page = await locationOf('feed/index.html');
    await world.put(
      FEEDS,
      feeds({ from: ['/feed/', '/feed/rss2/', '/feed.xml', '/n/blora/feed.xml', '/api/x'] }),
    );
    await world.put('commands/import/blora/feeds/ffffffffff.json', feeds({ from: ['/feed/rss2/'] }));
    expect(page?.['location']).toContain('/n/harbour/ferry');
    expect(await locationOf('feed/index.html')).toEqual(page);
    expect((await locationOf('feed/rss2'))?.['location']).toBe('/n/harbour/feed.xml');
    for (const key of ['feed.xml', 'n/blora/feed.xml', 'api/x']) {
      expect((await locationOf(key))?.['status']).not.toBe('301');
    }
  });

  it.each([
    ['it is no JSON', FEEDS, 'x'],
    ['it has no path', FEEDS, feeds({ from: [] })],
    ['it has a field more', FEEDS, feeds({ to: 'https://evil.example/' })],
    ['there is no newsroom', 'commands/import/nowhere/feeds/a.json', feeds()],
  ])('lead nowhere where %s, and it lies with the dead letters', async (_, key, text) => {
    await world.put(key, text);
    expect(world.prompts.take('uploadsDead').map(({ prompt }) => prompt)).toEqual([{ prompt: 'key', key }]);
    expect(await locationOf('feed')).toBeUndefined();
  });
});

describe('a release that was published elsewhere before', () => {
  it('keeps its uri and its dates, is cleaned, and is told to nobody by a delivery of its own', async () => {
    await world.put(KEY, ferry());
    const head = await world.deps.releases.getHead('harbour/ferry-0a1b2c3d');
    expect(head).toMatchObject({
      uri: 'https://old.example/?p=12&x=',
      state: 'published',
      kind: 'import',
      version: 1,
      firstPublicAt: '2019-05-04T10:00:00Z',
      updatedAt: '2019-06-01T00:00:00Z',
      sources: {},
    });
    expect(await receipt()).toMatchObject({ state: 'published', release: { uri: head?.uri } });
    const page = await world.page(new URL((await receipt()).release.url).pathname.slice(1));
    expect(page).toContain('The ferry runs again.');
    expect(page).not.toContain('alert(1)');
  });

  it('is told to no hub: what it asks of the feeds is quiet, until its desk changes it', async () => {
    const asked = () =>
      world.prompts.take('feeds').flatMap(({ prompt }) => (prompt.prompt === 'feed' ? [prompt] : []));
    await world.put(KEY, ferry());
    const head = (await world.deps.releases.getHead('harbour/ferry-0a1b2c3d'))!;
    expect(asked()).toEqual(head.feedsEver.map((feedId) => ({ prompt: 'feed', feedId, quiet: true })));
    await world.ingest({ prompt: 'release', releaseId: head.releaseId, why: 'look', look: 1 });
    expect(asked().every(({ quiet }) => quiet === true)).toBe(true);
    await world.put(
      'incoming/harbour/ferry.md',
      '---\nid: ferry-0a1b2c3d\n---\n# Ferry\n\nIt runs on Sundays too.\n',
    );
    expect(asked().filter(({ quiet }) => quiet === true)).toEqual([]);
    expect((await world.deps.releases.getHead(head.releaseId))?.version).toBe(2);
  });

  it('is found under its old address, with and without its slash, and takes no address of the site', async () => {
    await world.put(KEY, ferry({ from: ['/2019/05/ferry/', '/feed.xml', '/n/blora/'] }));
    const moved = await world.deps.site.get('2019/05/ferry/index.html');
    const { url } = (await receipt()).release;
    expect(moved?.metadata).toEqual({ status: '301', location: new URL(url).pathname });
    expect((await world.deps.site.get('2019/05/ferry'))?.metadata).toEqual(moved?.metadata);
    expect(await world.deps.site.get('feed.xml')).toBeUndefined();
    expect(await world.deps.site.get('n/blora/index.html')).toBeUndefined();
  });

  it('is one release however often its object is looked at, and another object changes nothing of it', async () => {
    await world.put(KEY, ferry());
    await world.ingest({ prompt: 'key', key: KEY });
    await world.put(KEY, ferry({ headline: 'Another' }));
    expect(await world.deps.releases.getHead('harbour/ferry-0a1b2c3d')).toMatchObject({
      version: 1,
      headline: 'Ferry runs again',
    });
  });

  it.each([
    ['the uri is carried already', 'commands/import/blora/x.json', ferry(), 'E_ID_TAKEN'],
    [
      'there is no newsroom',
      'commands/import/nowhere/x.json',
      ferry({ uri: 'tag:x,2019:1' }),
      'E_NEWSROOM_UNKNOWN',
    ],
    [
      'there is no text',
      'commands/import/blora/x.json',
      ferry({ uri: 'tag:x,2019:1', html: '' }),
      'E_BODY_MISSING',
    ],
  ])('is refused where %s', async (_, key, text, code) => {
    await world.put(KEY, ferry());
    await world.put(key, text);
    const answer = await world.receipt(key.replace('commands/', ''));
    expect(answer).toMatchObject({ state: 'refused' });
    expect(answer.findings[0].code).toBe(code);
    expect(
      await world.deps.releases.getHead(key.replace('commands/import/', '').replace('.json', '')),
    ).toBeUndefined();
  });

  it('never stands over a release that is there, and its killed words stay killed', async () => {
    await world.put('incoming/harbour/a.md', '---\nid: ferry-0a1b2c3d\ntitle: Mine\n---\n\nMy own text.\n');
    await world.put(KEY, ferry());
    expect(await world.deps.releases.getHead('harbour/ferry-0a1b2c3d')).toMatchObject({ headline: 'Mine' });
    expect((await receipt()).findings[0].code).toBe('E_ID_TAKEN');
    const other = 'commands/import/harbour/other.json';
    await world.put(other, ferry());
    await world.put(
      'commands/k.json',
      JSON.stringify({ command: 'kill', releaseId: 'harbour/other', reason: 'No.' }),
    );
    await world.put('commands/import/harbour/third.json', ferry({ uri: 'tag:x,2019:3' }));
    expect((await world.receipt('import/harbour/third.json')).findings[0].code).toBe('E_KILLED_CONTENT');
  });

  it('takes an update from its desk, and goes when that is taken back', async () => {
    await world.put(KEY, ferry());
    const file = 'incoming/harbour/ferry.md';
    await world.put(
      file,
      '---\nid: ferry-0a1b2c3d\ntitle: Ferry runs again\n---\n\nThe ferry runs twice a day.\n',
    );
    expect(await world.deps.releases.getHead('harbour/ferry-0a1b2c3d')).toMatchObject({
      version: 2,
      kind: 'update',
      uri: 'https://old.example/?p=12&x=',
      firstPublicAt: '2019-05-04T10:00:00Z',
      movedFrom: ['/2019/05/ferry/'],
    });
    await world.remove(file);
    await world.pass(61_000);
    expect(await world.deps.releases.getHead('harbour/ferry-0a1b2c3d')).toMatchObject({
      removal: { why: 'old' },
    });
  });

  it.each([
    ['no JSON', 'x'],
    ['an id like our own', ferry({ uri: 'urn:uuid:0a1b2c3d-0000-5000-8000-000000000000' })],
    ['an id that no header carries', ferry({ uri: 'tag:x,2019:é' })],
    ['a time that is none', ferry({ publishedAt: 'yesterday' })],
    ['a field more', ferry({ state: 'killed' })],
  ])('that is %s is taken for a broken command', async (_, text) => {
    await world.put(KEY, text);
    const set = world.prompts.take('uploadsDead').map(({ prompt }) => prompt);
    expect(set).toEqual([{ prompt: 'key', key: KEY }]);
    expect(await world.deps.releases.getHead('harbour/ferry-0a1b2c3d')).toBeUndefined();
  });
});
