import { describe, expect, it } from 'vitest';
import { synthesised } from '../infra/synthesised.ts';
import { chooseWires, reportVerdicts, summary } from './report.ts';
import { templateSchema, WIRE_KINDS, wiresOf, without } from './wires.ts';

const template = templateSchema.parse(synthesised().raw);
const wires = wiresOf(template);
const text = JSON.stringify(template);

describe('wiresOf', () => {
  it('finds wires of every kind', () => {
    const counts = Object.fromEntries(
      WIRE_KINDS.map((kind) => [kind, wires.filter((wire) => wire.kind === kind).length]),
    );
    expect(counts).toMatchObject({
      'event source': 6,
      redrive: 6,
      schedule: 1,
      permission: 3,
      'edge function': 8,
    });
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(0);
  });

  it('gives each a name of its own', () => {
    expect(new Set(wires.map(({ kind, name }) => `${kind} ${name}`)).size).toBe(wires.length);
  });

  it('sees every Allow, every variable and every notification of the template', () => {
    const occurrences = (part: string): number => text.split(part).length - 1;
    const found = wires.filter(({ kind }) => ['statement', 'queue policy', 'bucket policy'].includes(kind));
    const trusts = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::IAM::Role').length;
    const topic = 1;
    const allows = found.filter(({ name }) => name.includes('Allow '));
    expect(allows).toHaveLength(occurrences('"Effect":"Allow"') - trusts - topic);
    expect(wires.filter(({ kind }) => kind === 'notification')).toHaveLength(occurrences('"Event":"s3:'));
  });

  it('names what is connected', () => {
    const names = wires.map(({ kind, name }) => `${kind} ${name}`);
    expect(names).toContain('event source UploadsQueue to IngestFunction');
    expect(names).toContain('redrive FeedsQueue to FeedsDead');
    expect(names).toContain('notification s3:ObjectCreated:* below incoming/ to UploadsQueue');
    expect(names).toContain('edge function viewer-response of default');
    expect(names).toContain('variable Deliver KEYRING_SECRET');
    expect(names).toContain('error page 403 to /404.html');
  });
});

describe('without', () => {
  it.each(wires.map((wire) => [`${wire.kind} ${wire.name}`, wire] as const))(
    'takes out %s and nothing else',
    (_, wire) => {
      const mutant = without(template, wire);
      expect(JSON.stringify(template)).toBe(text);
      const left = wiresOf(mutant).map(({ kind, name }) => `${kind} ${name}`);
      const lost = wires.filter(({ kind, name }) => !left.includes(`${kind} ${name}`));
      // A statement takes its parts with it, and is called differently without one of them.
      const related = lost.filter(({ path }) => path.slice(0, 6).join() !== wire.path.slice(0, 6).join());
      expect(lost).toContainEqual(wire);
      expect(related).toEqual([]);
    },
  );

  it('leaves nothing that depends on a resource that is gone', () => {
    const rule = { path: ['Resources', 'A'] };
    const small = templateSchema.parse({
      Resources: {
        A: { Type: 'X' },
        B: { Type: 'X', DependsOn: ['A', 'C'] },
        C: { Type: 'X', DependsOn: 'A' },
      },
    });
    expect(without(small, rule).Resources).toEqual({ B: { Type: 'X', DependsOn: ['C'] }, C: { Type: 'X' } });
  });
});

describe('chooseWires', () => {
  it('takes those that hold a text', () => {
    expect(chooseWires(wires, { only: 'REDRIVE' })).toHaveLength(6);
    expect(chooseWires(wires, { only: 'no such wire' })).toEqual([]);
  });

  it('samples every kind before a second of one', () => {
    const kinds = chooseWires(wires, { sample: WIRE_KINDS.length }).map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(WIRE_KINDS.length);
    expect(chooseWires(wires, { sample: 3 })).toHaveLength(3);
  });
});

describe('the report', () => {
  const [first, second] = wires;
  const verdicts = [
    { wire: first!, noticedBy: 'an upload gets a receipt', detail: '', ms: 1234 },
    { wire: second!, noticedBy: undefined, detail: '', ms: 10 },
  ];

  it('counts and names the survivors', () => {
    expect(summary(verdicts)).toBe(
      `2 wires, 1 noticed, 1 survived\nsurvived: ${second!.kind} ${second!.name}`,
    );
  });

  it('is a table in both forms', () => {
    expect(reportVerdicts(verdicts, { markdown: true })).toContain(
      '| Kind | Taken out | Noticed by |\n|---|---|---|',
    );
    expect(reportVerdicts(verdicts, { markdown: false })).toContain('an upload gets a receipt  |  1.2 s');
  });
});
