import { expect, test } from 'vitest';
import { fuzzFeeds } from '../../../bench/fuzz-feeds.ts';

test('500 fuzzed releases come out of all three formats as they went in, a broken one takes none along', () => {
  expect(fuzzFeeds({ count: 500, seed: 20_261 })).toEqual({
    releases: 500,
    documents: 30,
    leftOut: 10,
    faults: [],
  });
});
