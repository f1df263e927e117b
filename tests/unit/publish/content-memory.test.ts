import { expect, test } from 'vitest';
import { makeContentMemory } from '../../../functions/publish/content-memory.ts';
import { contentOf, nthHead } from '../../support/feed-facts.ts';

test('what was not used for longest is forgotten first', () => {
  const content = contentOf(nthHead(0));
  const memory = makeContentMemory({ maxCharacters: content.bodyHtml.length * 2 });
  memory.set('a', 1, content);
  memory.set('b', 1, content);
  expect(memory.get('a', 1)).toBe(content);
  memory.set('c', 1, content);
  expect(['a', 'b', 'c'].map((id) => memory.get(id, 1) !== undefined)).toEqual([true, false, true]);
  expect(memory.get('a', 2)).toBeUndefined();
});
