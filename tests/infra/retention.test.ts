import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { conversionKey } from '#domain/formats/conversion.ts';
import { receiptFolder } from '#domain/receipt/receipt-folder.ts';
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

  it('what was only checked goes, and nothing else that a bucket holds', () => {
    const rules: Tree[] = ofType('AWS::S3::Bucket').flatMap(
      ({ Properties }) => Properties['LifecycleConfiguration']?.Rules ?? [],
    );
    const deleting = rules.filter((rule) => /Expiration/.test(JSON.stringify(rule)));
    const prefixes = deleting.map(({ Prefix }) => String(Prefix));
    const checked = ['check/blora/pasar.zip', `check/blora/${'a'.repeat(950)}.zip`];
    const kept = checked.map((key) => key.replace('check/', 'incoming/'));
    const lies = (key: string) => [key, `${receiptFolder(key)}.html`, conversionKey(key, 'v1')];
    const isUnder = (key: string) => prefixes.some((prefix) => key.startsWith(prefix));
    expect(checked.flatMap(lies).filter((key) => !isUnder(key))).toEqual([]);
    expect([...kept.flatMap(lies), 'converted/media/x', 'commands/check/x.json'].filter(isUnder)).toEqual([]);
    for (const rule of deleting) {
      expect(rule).toMatchObject({
        Status: 'Enabled',
        ExpirationInDays: promised(/only checked .* \| (\d+) days/),
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      });
    }
  });
});
