import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { appEnvironment } from '../../local/presswire/stack-names.ts';
import { synthesise } from '../../local/synth/synthesise.ts';
import { readTemplate } from './assembly.ts';
import { judge } from './judge.ts';
import { runJourney } from './journey.ts';
import { readWireTable } from './wire-table.ts';
import { titleOf, wiresOf } from './wires.ts';

const PROJECT = join(import.meta.dirname, '../..');
/** All of them take `npm run mutate-template`. */
const SAMPLES = [
  'event source: Ingest: UploadsQueue',
  'statement: Api: secretsmanager:GetSecretValue on Keyring',
  'resource: Ingest: sqs:SendMessage on FeedsQueue',
];

const { assembly } = await synthesise({
  project: PROJECT,
  cache: join(PROJECT, 'cdk.out', 'local'),
  environment: appEnvironment(false),
});
const template = readTemplate(assembly);
const table = readWireTable(readFileSync(join(PROJECT, 'docs/architecture.md'), 'utf8'));

it('finds nothing with every wire in place', { timeout: 180_000 }, async () => {
  expect(await runJourney(assembly)).toBeUndefined();
});

it.each(SAMPLES)('misses %s as the table says', async (title) => {
  const wire = wiresOf(template).find((each) => titleOf(each) === title);
  const { noticedBy } = await judge({ assembly, template }, wire!);
  expect(table.get(title)).toBeDefined();
  expect(noticedBy).toBe(table.get(title));
});

it('names the rule that notices what a run cannot show', async () => {
  const wire = wiresOf(template).find(({ kind }) => kind === 'alarm');
  expect(await judge({ assembly, template }, wire!)).toMatchObject({
    noticedBy: 'rule: every alarm tells the topic',
  });
});
