import { describe, expect, it } from 'vitest';
import { makeIngestWorld } from '../../support/ingest-world.ts';

const KEY = 'incoming/blora/pasar.txt';
const OTHER_KEY = 'incoming/blora/pasar.md';
const RELEASE = 'blora/pasar';
const OLDER = 'Pasar buka lagi\n\nPedagang kembali ke los lama.\n';
const NEWER = 'Pasar buka lagi\n\nPedagang kembali ke los baru.\n';

type World = Awaited<ReturnType<typeof makeIngestWorld>>;

/** Lets something happen once, right before a call of the site for a key that ends so. */
function beforeFirst(
  world: World,
  call: 'head' | 'put',
  ending: RegExp,
  happen: () => Promise<unknown>,
): void {
  const { site } = world.deps;
  let hasHappened = false;
  const once = async (key: string): Promise<void> => {
    if (hasHappened || !ending.test(key)) return;
    hasHappened = true;
    await happen();
  };
  world.deps.site = {
    ...site,
    async head(key) {
      if (call === 'head') await once(key);
      return site.head(key);
    },
    async put(key, object, condition) {
      if (call === 'put') await once(key);
      return site.put(key, object, condition);
    },
  };
}

const PAGE = /^n\/blora\/pasar-buka-lagi-[0-9a-f]{8}$/;
const FIRST_JSON = /\/v1\.json$/;

async function pageOf(world: World): Promise<string | undefined> {
  const keys = await world.deps.site.list('n/blora/', { limit: 20 });
  return world.page(keys.find((key) => PAGE.test(key)) ?? '');
}

describe('a worker that is paused', () => {
  it('between HEAD of the page and its own page writes nothing over a newer one', async () => {
    const world = await makeIngestWorld();
    beforeFirst(world, 'put', PAGE, () => world.put(KEY, NEWER));
    await world.put(KEY, OLDER);
    expect(await pageOf(world)).toContain('los baru');
  });

  it('before HEAD of the page reads what the page is made of afterwards', async () => {
    const world = await makeIngestWorld();
    await world.put(KEY, OLDER);
    beforeFirst(world, 'head', PAGE, () => world.put(KEY, `${NEWER}\nJuga besok.\n`));
    await world.put(KEY, NEWER);
    expect(await pageOf(world)).toContain('Juga besok.');
  });

  it('before the JSON of its version does not bring back what was killed meanwhile', async () => {
    const world = await makeIngestWorld();
    const kill = JSON.stringify({ command: 'kill', releaseId: RELEASE, reason: 'Salah.' });
    let key = '';
    const { site } = world.deps;
    beforeFirst(world, 'put', FIRST_JSON, () => world.put('commands/kill.json', kill));
    const paused = world.deps.site;
    world.deps.site = {
      ...paused,
      put: (at, ...rest) => {
        if (FIRST_JSON.test(at)) key = at;
        return paused.put(at, ...rest);
      },
    };
    await world.put(KEY, OLDER);
    expect(await world.deps.releases.getHead(RELEASE)).toMatchObject({ state: 'killed' });
    expect((await site.head(key))?.metadata['status']).toBe('410');
    expect(await world.page(key)).not.toContain('los lama');
  });
});

describe('a number of a version that a worker took before it died', () => {
  it('is not taken for the version of another upload', async () => {
    const world = await makeIngestWorld();
    const { releases } = world.deps;
    world.deps.releases = { ...releases, putHead: () => Promise.reject(new Error('cut off')) };
    await expect(world.put(KEY, OLDER)).rejects.toThrow('cut off');
    world.deps.releases = releases;
    await world.put(OTHER_KEY, '# Pasar buka lagi\n\nPedagang kembali ke los baru.\n');
    expect(await releases.getHead(RELEASE)).toMatchObject({ version: 2 });
    expect(await pageOf(world)).toContain('los baru');
  });
});
