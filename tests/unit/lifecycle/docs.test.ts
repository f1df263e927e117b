import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { COMMAND_ROWS } from '#domain/release/decide-command.ts';
import { IMPORT_ROWS } from '#domain/release/decide-import.ts';
import { REMOVAL_ROWS } from '#domain/release/decide-removal.ts';
import { RELEASE_ROWS } from '#domain/release/decide.ts';
import { TELLING_ROWS } from '#domain/webhook/telling.ts';

const text = readFileSync(new URL('../../../docs/lifecycle.md', import.meta.url), 'utf8');

it.each([
  ['release', RELEASE_ROWS],
  ['command', COMMAND_ROWS],
  ['import', IMPORT_ROWS],
  ['removal', REMOVAL_ROWS],
  ['telling', TELLING_ROWS],
])('docs/lifecycle.md has the rows of %s in their order', (name, rows) => {
  const table = text.split(`<!-- rows:${name}:begin -->`)[1]?.split(`<!-- rows:${name}:end -->`)[0] ?? '';
  const said = table.trim().split('\n').slice(2);
  expect(said.map((line) => line.split(' | ')[0]?.replace(/^\|\s*/, ''))).toEqual(rows.map(({ row }) => row));
});
