import { describe, expect, it } from 'vitest';
import { synthesised } from '../infra/synthesised.ts';
import { templateSchema } from './template.ts';
import { titleOf, WIRE_KINDS, wiresOf } from './wires.ts';
import { without } from './without.ts';

const template = templateSchema.parse(synthesised().raw);
const wires = wiresOf(template);
const text = JSON.stringify(template);

it('finds wires of every kind', () => {
  const counts = Object.fromEntries(
    WIRE_KINDS.map((kind) => [kind, wires.filter((wire) => wire.kind === kind).length]),
  );
  expect(counts).toMatchObject({ 'event source': 7, redrive: 7, schedule: 1, permission: 6, trust: 7 });
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(0);
});

it('gives each a title of its own', () => {
  expect(new Set(wires.map(titleOf)).size).toBe(wires.length);
});

it('sees every statement, notification and alarm action of the template', () => {
  const occurrences = (part: string): number => text.split(part).length - 1;
  const statements = wires.filter(
    ({ kind }) => kind === 'trust' || kind === 'statement' || kind.endsWith('policy'),
  );
  const count = (kind: string): number => wires.filter((wire) => wire.kind === kind).length;
  expect(statements).toHaveLength(occurrences('"Effect":'));
  expect(count('notification')).toBe(occurrences('"Event":"s3:'));
  expect(count('alarm')).toBe(occurrences('"AlarmActions"'));
});

it('names what is connected', () => {
  expect(wires.map(titleOf)).toEqual(
    expect.arrayContaining([
      'event source: Ingest: UploadsQueue',
      'notification: Drop: s3:ObjectCreated:* below incoming/ to UploadsQueue',
      'redrive: FeedsQueue: to FeedsDead',
      'action: Deliver: dynamodb:DeleteItem on Table',
      'resource: Ingest: sqs:SendMessage on ChangesQueue',
      'bucket policy: Drop: Deny s3:* on Drop, Drop/* for * if aws:SecureTransport',
      'edge function: SiteDistribution: viewer-response of default',
      'error page: SiteDistribution: 403 to /404.html',
      'variable: Deliver: KEYRING_SECRET',
    ]),
  );
});

describe('without', () => {
  it.each(wires.map((wire) => [titleOf(wire), wire] as const))('takes out %s and nothing else', (_, wire) => {
    const mutant = without(template, wire);
    expect(JSON.stringify(template)).toBe(text);
    const left = new Set(wiresOf(mutant).map(titleOf));
    const lost = wires.filter((other) => !left.has(titleOf(other)));
    // A statement takes its parts with it, and is called differently without one of them; a behaviour its functions.
    const related = lost.filter(({ path }) => path.slice(0, 6).join() !== wire.path.slice(0, 6).join());
    expect(lost).toContainEqual(wire);
    expect(related).toEqual([]);
  });

  it('leaves nothing that depends on a resource that is gone', () => {
    const small = templateSchema.parse({
      Resources: {
        A: { Type: 'X' },
        B: { Type: 'X', DependsOn: ['A', 'C'] },
        C: { Type: 'X', DependsOn: 'A' },
      },
    });
    const mutant = without(small, { path: ['Resources', 'A'] });
    expect(mutant.Resources).toEqual({ B: { Type: 'X', DependsOn: ['C'] }, C: { Type: 'X' } });
  });
});
