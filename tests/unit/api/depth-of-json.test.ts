import { expect, it } from 'vitest';
import { depthOfJson } from '../../../functions/api/depth-of-json.ts';

it.each([
  ['1', 0],
  ['[]', 1],
  ['{"a":[{"b":1}],"c":{}}', 3],
  ['"[[["', 0],
  [String.raw`["\"[[[", "\\", [1]]`, 2],
  ['"[[[[', 0],
  ['[[[', 3],
  [']]][', 0],
  ['['.repeat(30_000) + ']'.repeat(30_000), 30_000],
])('%.30s nests so deep', (text, depth) => {
  expect(depthOfJson(text)).toBe(depth);
});
