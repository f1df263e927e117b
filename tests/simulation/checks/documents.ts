import { feedKey, jsonKey, pageKey, topicKey, versionJsonKey } from '#domain/site/paths.ts';
import type { Head } from '#domain/release/head.ts';
import { NEWSROOMS, type World } from '../world/world.ts';
import type { Release, Truth } from './truth.ts';

/** The public bucket is the rendering of the table (I1, I2, I8). */
export async function checkDocuments(world: World, truth: Truth): Promise<void> {
  for (const release of truth.releases) await checkPages(world, release);
  for (const feedId of feedIdsOf(truth)) {
    await checkFeed(world, feedId, truth.releases);
    await checkIndex(world, feedId, truth.releases);
  }
}

/** The network's, the newsrooms', and those of every language, category and author that a release ever had. */
function feedIdsOf({ releases }: Truth): Set<string> {
  const ever = releases.flatMap(({ head }) => (head.firstPublicAt === undefined ? [] : head.feedsEver));
  return new Set(['network', ...NEWSROOMS.map(({ id }) => `n/${id}`), ...ever]);
}

type Read = { text: string; gone: boolean };

async function read({ stores }: World, key: string): Promise<Read | undefined> {
  const object = await stores.site.get(key);
  return object && { text: new TextDecoder().decode(object.body), gone: object.metadata['status'] === '410' };
}

async function checkPages(world: World, { head, chain, marker }: Release): Promise<void> {
  const { violations } = world;
  const where = `${head.releaseId} v${head.version} ${head.state}`;
  const [page, json] = [await read(world, pageKey(head)), await read(world, jsonKey(head))];
  if (head.firstPublicAt === undefined) {
    if (page !== undefined || json !== undefined) violations.add('a page of what was never public', where);
    return;
  }
  const isReadable = head.state === 'published' || head.state === 'expired';
  for (const [name, document] of Object.entries({ page, json })) {
    if (document === undefined) violations.add(`no ${name}`, where);
    else if (document.gone === isReadable) violations.add(`the ${name} says otherwise than LATEST`, where);
    else if (isReadable && !document.text.includes(marker))
      violations.add(`the ${name} has other words than LATEST`, where);
  }
  const version = json && (JSON.parse(json.text) as { version: string }).version;
  if (Number(version) !== head.version)
    violations.add('the json is of another version', `${where}, json v${version}`);
  await checkVersions(world, head, isReadable);
  await checkKilledWords(world, head, chain);
}

/** Words that were killed as another release's are in no version of this one. */
async function checkKilledWords(world: World, head: Head, chain: Release['chain']): Promise<void> {
  for (const { version, textHash } of chain) {
    if ((await world.stores.sources.getKilled(textHash)) === undefined) continue;
    const document = await read(world, versionJsonKey(head, version));
    if (document?.gone === false)
      world.violations.add(
        'killed words are public in a version of another release',
        `${head.releaseId} v${version}`,
      );
  }
}

async function checkVersions(world: World, head: Head, isReadable: boolean): Promise<void> {
  const { violations } = world;
  for (let version = 1; version <= head.version; version += 1) {
    const document = await read(world, versionJsonKey(head, version));
    const where = `${head.releaseId} v${version}`;
    if (version === head.version && isReadable && document === undefined)
      violations.add('the version has no json', where);
    if (head.state === 'killed' && document?.gone !== true)
      violations.add('killed: a version’s json is public', where);
  }
}

type Item = { id: string; _presswire: { status: string; version: number } };

async function checkFeed(world: World, feedId: string, releases: readonly Release[]): Promise<void> {
  const { violations } = world;
  const wanted = releases
    .filter(({ head }) => head.firstPublicAt !== undefined && feedsShowing(head).includes(feedId))
    .map(({ head }) => `${head.uri} ${head.state} v${head.version}`)
    .toSorted();
  const json = await read(world, feedKey(feedId, 'json'));
  const items = json === undefined ? [] : (JSON.parse(json.text) as { items: Item[] }).items;
  const shown = items
    .map(({ id, _presswire }) => `${id} ${_presswire.status} v${_presswire.version}`)
    .toSorted();
  if (wanted.join() !== shown.join()) {
    violations.add(
      'a feed is not the rendering of the table',
      `${feedId}: ${shown.join()} instead of ${wanted.join()}`,
    );
  }
  const rss = await read(world, feedKey(feedId, 'rss'));
  const atom = await read(world, feedKey(feedId, 'atom'));
  if (json === undefined && rss === undefined && atom === undefined) return;
  for (const { id } of items) {
    const inRss = rss?.text.split(`>${id}</guid>`).length;
    const inAtom = atom?.text.split(`<id>${id}</id>`).length;
    if (inRss !== 2 || inAtom !== 2) violations.add('a feed’s formats differ', `${feedId} ${id}`);
  }
}

/** A notice stands wherever the release ever was. */
function feedsShowing({ state, feeds, feedsEver }: Head): readonly string[] {
  if (state === 'withdrawn' || state === 'killed') return feedsEver;
  return state === 'published' ? feeds : [];
}

async function checkIndex(world: World, feedId: string, releases: readonly Release[]): Promise<void> {
  const index = await read(world, topicKey(feedId));
  for (const { head } of releases) {
    if (head.firstPublicAt === undefined || !head.feeds.includes(feedId)) continue;
    const isListed = index?.text.includes(`/${pageKey(head)}"`) === true;
    if (isListed !== (head.state === 'published')) {
      world.violations.add(
        'an index page is not the rendering of the table',
        `${feedId} ${head.releaseId} ${head.state}`,
      );
    }
  }
}
