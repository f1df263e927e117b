import { expect, test } from 'vitest';
import type { Head } from '#domain/release/head.ts';
import { headlineOfNotice } from '#domain/site/release-view.ts';

type Facts = Parameters<typeof headlineOfNotice>[0];

const AT = '2026-03-01T08:00:00.000Z';
const mark = (version: number, kind: Head['kind'], state: Head['state']): Head['chain'][number] => ({
  version,
  prev: version - 1,
  kind,
  state,
  at: AT,
});
const PUBLIC = { headline: 'Pasar buka', firstPublicAt: AT };

test.each<[string, Facts, string | undefined]>([
  [
    'was public and is taken back',
    {
      ...PUBLIC,
      state: 'withdrawn',
      chain: [mark(1, 'first', 'published'), mark(2, 'withdrawal', 'withdrawn')],
    },
    'Pasar buka',
  ],
  [
    'was never public',
    {
      headline: 'Pasar buka',
      state: 'withdrawn',
      chain: [mark(1, 'first', 'scheduled'), mark(2, 'withdrawal', 'withdrawn')],
    },
    undefined,
  ],
  [
    'waited under a new headline, after an earlier one was public, when it was taken back',
    {
      ...PUBLIC,
      state: 'withdrawn',
      chain: [
        mark(1, 'first', 'published'),
        mark(2, 'update', 'embargoed'),
        mark(3, 'withdrawal', 'withdrawn'),
      ],
    },
    undefined,
  ],
  [
    'is killed',
    { ...PUBLIC, state: 'killed', chain: [mark(1, 'first', 'published'), mark(2, 'kill', 'killed')] },
    undefined,
  ],
])('a notice of what %s', (_what, head, expected) => {
  expect(headlineOfNotice(head)).toBe(expected);
});
