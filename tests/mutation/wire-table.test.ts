import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { synthesised } from '../infra/synthesised.ts';
import { TEMPLATE_RULES } from '../infra/template-rules.ts';
import { CHECKS } from './checks.ts';
import { START } from './journey.ts';
import { ruleName } from './judge.ts';
import { templateSchema } from './template.ts';
import { readWireTable, writeWireTable } from './wire-table.ts';
import { titleOf, wiresOf } from './wires.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/architecture.md'), 'utf8');
// The stage that is tried out.
const wires = wiresOf(templateSchema.parse(synthesised({ PRESSWIRE_STAGE: 'local' }).raw));
const table = readWireTable(PAGE);

it('lists exactly the wires of the template; `npm run mutate-template -- --missing` adds what is new', () => {
  expect([...table.keys()].toSorted()).toEqual(wires.map(titleOf).toSorted());
});

it('names checks and rules that there are', () => {
  const known = [
    START,
    ...CHECKS.map(({ name }) => name),
    ...TEMPLATE_RULES.map(({ name }) => ruleName(name)),
  ];
  expect([...new Set(table.values())].filter((check) => !known.includes(check))).toEqual([]);
});

it('is written as it is read', () => {
  expect(writeWireTable(PAGE, wires, table)).toBe(PAGE);
});

it('has a line for the wires of one owner that one check notices, and none for a wire that nobody misses', () => {
  const three = wires.filter(({ kind, owner }) => kind === 'resource' && owner === 'Announce').slice(0, 3);
  const [a, b, c] = three.map(titleOf);
  const page = 'Before\n<!-- mutate-template:begin -->\n<!-- mutate-template:end -->\nAfter\n';
  const written = writeWireTable(
    page,
    three,
    new Map([
      [a!, 'one check'],
      [b!, 'one check'],
    ]),
  );
  expect(written).toBe(`Before
<!-- mutate-template:begin -->

**resource**

| whose | without | the check that fails |
|---|---|---|
| Announce | \`sqs:SendMessage on ChangesQueue\`<br>\`sqs:SendMessage on UrgentQueue\` | one check |

<!-- mutate-template:end -->
After
`);
  expect([...readWireTable(written).keys()]).toEqual([a, b]);
  expect(readWireTable(written).has(c!)).toBe(false);
});

it('refuses a page without its place', () => {
  expect(() => readWireTable('nothing')).toThrow('the page has no place');
});
