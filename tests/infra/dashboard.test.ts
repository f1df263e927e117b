import { describe, expect, it } from 'vitest';
import { synthesised } from './synthesised.ts';

const { ofType } = synthesised();
const [dashboard] = ofType('AWS::CloudWatch::Dashboard');
/** The body is a text with references to resources in it. */
const body = JSON.stringify(dashboard?.Properties['DashboardBody']);

describe('the dashboard', () => {
  it('is one page with the name of its stage', () => {
    expect(ofType('AWS::CloudWatch::Dashboard')).toHaveLength(1);
    expect(dashboard!.Properties['DashboardName']).toBe('presswire-production');
  });

  it('is read from what rings to why', () => {
    const headings = [...body.matchAll(/## (\d)\. ([^?]+\?)/g)].map(
      ([, number, asks]) => `${number} ${asks}`,
    );
    expect(headings).toEqual([
      '1 Does anything ring?',
      '2 What do people get?',
      '3 Where is it stuck?',
      '4 Why?',
    ]);
  });

  it.each(['AWS::CloudWatch::Alarm', 'AWS::SQS::Queue'])('shows every %s', (type) => {
    const missing = ofType(type).filter(({ id }) => !body.includes(`"${id}"`));
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  it('shows errors, durations and throttles of every function', () => {
    for (const { id } of ofType('AWS::Lambda::Function')) {
      expect([id, body.split(`{"Ref":"${id}"}`).length - 1]).toEqual([id, 3]);
    }
  });
});
