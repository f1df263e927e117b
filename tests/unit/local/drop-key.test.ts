import { expect, it } from 'vitest';
import { dropKeyOf } from '../../../local/presswire/stack-names.ts';

it.each([
  ['blora/a.md', 'incoming/blora/a.md'],
  ['blora/check/a.md', 'incoming/blora/check/a.md'],
  ['check/blora/a.md', 'check/blora/a.md'],
  ['check/blora/2026/a.md', 'check/blora/2026/a.md'],
  ['check/a.md', 'incoming/check/a.md'],
])('%s of the drop folder is %s', (path, key) => {
  expect(dropKeyOf(path)).toBe(key);
});
