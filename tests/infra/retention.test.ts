import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { synthesised } from './synthesised.ts';
import type { Tree } from './template-view.ts';

const DAY_SECONDS = 86_400;
const page = readFileSync(new URL('../../docs/personal-data.md', import.meta.url), 'utf8');
const { ofType } = synthesised();

/** The days that the page promises where it says this. */
function promised(words: RegExp): number {
  const days = words.exec(page)?.[1];
  expect([words.source, days]).not.toEqual([words.source, undefined]);
  return Number(days);
}

describe('docs/personal-data.md says how long', () => {
  it.each(ofType('AWS::Logs::LogGroup').map((group) => [group.id, group] as const))(
    'the log %s is kept',
    (_, group) => {
      expect(group.Properties['RetentionInDays']).toBe(promised(/logs of the functions \| (\d+) days/));
      expect(group.Properties['RetentionInDays']).toBe(promised(/log of the HTTP API \| (\d+) days/));
    },
  );

  it('messages and dead letters are kept', () => {
    const days = ofType('AWS::SQS::Queue').map(({ id, Properties }) => ({
      isDead: id.includes('Dead'),
      days: Properties['MessageRetentionPeriod'] / DAY_SECONDS,
    }));
    const kept = (isDead: boolean) => [
      ...new Set(days.filter((one) => one.isDead === isDead).map((one) => one.days)),
    ];
    expect(kept(false)).toEqual([promised(/queues (\d+) days/)]);
    expect(kept(true)).toEqual([promised(/dead letters (\d+) days/)]);
  });

  it('items with an end go by themselves, and the backup reaches back', () => {
    const [table] = ofType('AWS::DynamoDB::Table');
    expect(table!.Properties['TimeToLiveSpecification']).toEqual({
      AttributeName: 'expiresAtSeconds',
      Enabled: true,
    });
    // DynamoDB's own, where no other number of days is asked for.
    const { PointInTimeRecoveryEnabled, RecoveryPeriodInDays = 35 } =
      table!.Properties['PointInTimeRecoverySpecification'];
    expect([PointInTimeRecoveryEnabled, RecoveryPeriodInDays]).toEqual([
      true,
      promised(/point-in-time recovery \| (\d+) days/),
    ]);
  });

  it('no rule of a bucket deletes a version but of the pulse, and none is hidden elsewhere', () => {
    for (const bucket of ofType('AWS::S3::Bucket')) {
      const rules: Tree[] = bucket.Properties['LifecycleConfiguration']?.Rules ?? [];
      const others = rules.filter(({ Prefix = '' }) => !/^(check|receipts\/_check)\/_pulse\/./.test(Prefix));
      expect(JSON.stringify(others)).not.toMatch(/Expiration/);
    }
  });
});
