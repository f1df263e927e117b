import { expect, it } from 'vitest';
import { makeProgress } from './progress.ts';

it('says how far it is, what survived and how long it takes', () => {
  const lines: string[] = [];
  const tell = makeProgress({ total: 5, jobs: 2, print: (line) => lines.push(line) });
  tell({ title: 'redrive: A: to B', noticedBy: 'a check', detail: 'waited', ms: 60_000 });
  tell({ title: 'redrive: C: to D', detail: '', ms: 60_000 });
  expect(lines).toEqual([
    '[1/5] 0 survived, about 2 min left  redrive: A: to B  ->  a check (60.0 s)',
    '[2/5] 1 survived, about 2 min left  redrive: C: to D  ->  SURVIVED (60.0 s)',
  ]);
});
