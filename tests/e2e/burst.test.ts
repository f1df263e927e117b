import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drop, receiptOf } from '../support/author.ts';
import { quiet } from '../support/quiet.ts';
import { documentsOf, readFeed } from '../support/read-feeds.ts';
import { startWhole, type WholeStack } from '../support/whole-stack.ts';

const RELEASES = 100;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const SWEEPS = 4;
/** What is built for the releases of one newsroom, and the key of the table that each build queries once. */
const BUILDS = {
  'the feed of the newsroom': { query: 'FEED#n/blora/touched', targets: 1 },
  'the feed of the network': { query: 'FEED#network/touched', targets: 1 },
  'the feed of their language': { query: 'FEED#l/id', targets: 1 },
  'the index pages of both': { query: 'FEEDS', targets: 2 },
} as const;
/** It says when the site was built last, and is written every five minutes for that. */
const HEARTBEAT = 'status.json';
/** What a feed shows at most. */
const LISTED = 50;

describe(`${RELEASES} releases at once`, () => {
  let whole: WholeStack;
  let droppedMs: number;
  let endedMs: number;
  const paths = Array.from({ length: RELEASES }, (_, n) => `blora/kabar-${n}.md`);
  const dropAll = () =>
    Promise.all(paths.map((path, n) => drop(whole, path, `# Kabar Nomor ${n}\n\nNaskah ${n}.\n`)));
  /** What has been written to the public bucket since so many objects were written anywhere. */
  const written = (since: number) =>
    whole.objects
      .slice(since)
      .filter(({ bucket, key }) => bucket === whole.running.publicBucket && key !== HEARTBEAT);

  beforeAll(async () => {
    whole = await startWhole();
    droppedMs = whole.running.now();
    await dropAll();
    await quiet(whole);
    endedMs = whole.running.now();
  }, 300_000);
  afterAll(() => whole.stop());

  it.each(Object.entries(BUILDS))('have %s built at most once a second', (name, { query, targets }) => {
    const builds = whole.calls.filter(
      ({ operation, principal, leadingKeys }) =>
        operation === 'Query' && principal.includes('Publish') && leadingKeys?.includes(query),
    );
    const seconds = (endedMs - droppedMs) / 1000;
    console.log(`${builds.length} builds of ${name} in ${seconds.toFixed(1)} s for ${RELEASES} releases`);
    expect(builds.length).toBeGreaterThan(targets);
    expect(builds.length).toBeLessThanOrEqual(targets * (seconds + 1));
    // SQS's clock decides, so two may be a little nearer; three in one second may not.
    const times = builds.map(({ atMs }) => atMs).toSorted((a, b) => a - b);
    const gaps = times.slice(2 * targets).map((atMs, index) => atMs - (times[index] ?? 0));
    expect(gaps.filter((gapMs) => gapMs < SECOND_MS)).toEqual([]);
  });

  it('are all there in the end: each page, and the newest in every document', async () => {
    const pages = written(0).filter(({ key }) => /^n\/blora\/kabar-nomor-\d+-[0-9a-f]{8}$/.test(key));
    expect(new Set(pages.map(({ key }) => key)).size).toBe(RELEASES);
    const [first = [], ...others] = await Promise.all(
      documentsOf('blora').map(async (path) =>
        (await readFeed(whole.running.site, path)).map(({ id }) => id),
      ),
    );
    expect(new Set(first).size).toBe(LISTED);
    for (const ids of others) expect(ids).toEqual(first);
  });

  it('write nothing when the same files come again, nor when everything is swept', async () => {
    const before = whole.objects.length;
    const versions = await dropAll();
    await quiet(whole);
    for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
      await whole.running.advance(MINUTE_MS);
      await quiet(whole);
    }
    const receipts = await Promise.all(paths.map((path, n) => receiptOf(whole, path, versions[n]!)));
    expect(new Set(receipts.map(({ state }) => state))).toEqual(new Set(['unchanged']));
    expect(written(before).map(({ name, key }) => `${name} ${key}`)).toEqual([]);
  });
});
