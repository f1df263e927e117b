import { expect, test } from 'vitest';
import { fuzzFeeds } from '../../../bench/fuzz-feeds.ts';

test('1,000 fuzzed releases come out of all three formats as they went in, a broken one takes none along', async () => {
  expect(await fuzzFeeds({ count: 1_000, seed: 20_261 })).toEqual({
    releases: 1_000,
    documents: 60,
    leftOut: 20,
    faults: [],
  });
});
