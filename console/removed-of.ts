import { el } from './element.ts';
import type { Release } from './shapes.ts';

/** "removed by 13 of 14": who held a killed release, and who took it down, by its own word or by our look at the page. */
export function removedOf({ state, holders }: Pick<Release, 'state' | 'holders'>): Element {
  if (state !== 'killed') return el('span', {});
  const removed = holders.filter(({ removal }) => removal?.state === 'removed').length;
  if (holders.length === 0) return el('p', { class: 'removed' }, 'nobody held it');
  const isDone = removed === holders.length;
  return el(
    'p',
    { class: `removed ${isDone ? 'good' : 'bad'}` },
    `removed by ${removed} of ${holders.length}`,
  );
}
