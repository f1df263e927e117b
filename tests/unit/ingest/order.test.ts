import { expect, test } from 'vitest';
import type { Prompts } from '#ports/prompts.ts';
import { makeIngestWorld } from '../../support/ingest-world.ts';

/** Writes in the order in which they are done, each by what it writes. */
async function aWatchedWorld() {
  const world = await makeIngestWorld();
  const { deps } = world;
  const done: string[] = [];
  const { due, feeds, releases, sources, site, receipts, prompts } = deps;
  const noting =
    <A extends unknown[], R>(write: (...args: A) => R, nameOf: (...args: A) => string) =>
    (...args: A): R => {
      done.push(nameOf(...args));
      return write(...args);
    };
  const send: Prompts['send'] = (queue, sent, options) => {
    done.push(queue === 'changes' ? 'announce' : queue);
    return prompts.send(queue, sent, options);
  };
  deps.due = { putDue: noting(due.putDue.bind(due), ({ kind }) => `due ${kind}`) };
  deps.feeds = { ...feeds, putPointer: noting(feeds.putPointer.bind(feeds), (_pointer) => 'pointer') };
  deps.releases = {
    ...releases,
    putVersion: noting(releases.putVersion.bind(releases), (_version) => 'VERSION'),
    putHead: noting(releases.putHead.bind(releases), (_head) => 'LATEST'),
  };
  deps.sources = {
    ...sources,
    putSource: noting(sources.putSource.bind(sources), ({ taken }) => (taken ? 'SOURCE taken' : 'SOURCE')),
  };
  const kindOf = (key: string) => (/\/v\d+\.json$/.test(key) ? 'version JSON' : 'page or JSON');
  deps.site = { ...site, put: noting(site.put.bind(site), (key) => kindOf(key)) };
  deps.receipts = { ...receipts, put: noting(receipts.put.bind(receipts), (_key) => 'receipt') };
  deps.prompts = { send };
  return { ...world, done };
}

/** Each thing once, where it was written last. */
const inOrder = (done: readonly string[]) => done.filter((what, index) => done.lastIndexOf(what) === index);

test('an upload is followed in the order of SEMANTICS "ingest", so that a crash between any two lines loses nothing', async () => {
  const world = await aWatchedWorld();
  const { done } = world;
  await world.put('incoming/blora/pasar.txt', 'Pasar buka lagi\n\nPasar buka lagi mulai Senin.');
  expect(inOrder(done)).toEqual([
    'SOURCE',
    'VERSION',
    'due look',
    'LATEST',
    'pointer',
    'page or JSON',
    'version JSON',
    'feeds',
    'announce',
    'receipt',
    'SOURCE taken',
  ]);
});

test('the due item of a time is there before LATEST says it', async () => {
  const world = await aWatchedWorld();
  const { done } = world;
  await world.put(
    'incoming/blora/pasar.md',
    '---\ntitle: Pasar\npublishAt: 2026-04-01T08:00:00Z\n---\n\nNaskah.',
  );
  const first = (what: string) => done.indexOf(what);
  expect(first('due time')).toBeGreaterThan(-1);
  expect(first('due time')).toBeLessThan(first('LATEST'));
  expect(first('due look')).toBeLessThan(first('LATEST'));
});
