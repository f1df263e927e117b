import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { synthesised } from './synthesised.ts';

const PARTS = ['Symptom', 'Check', 'Fix', 'Prevent'];
const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const articles = runbook.split(/^## /m).slice(1);
const names = articles.map((article) => article.split('\n')[0] ?? '');
const alarms = synthesised().ofType('AWS::CloudWatch::Alarm');

describe('the runbook', () => {
  it('has an article for each alarm, under its name, and none for any other', () => {
    const alarmNames = alarms.map(({ Properties }) =>
      String(Properties['AlarmName']).replace(/^presswire-production-/, ''),
    );
    expect(names.toSorted()).toEqual(alarmNames.toSorted());
  });

  it('is where each alarm says that it is', () => {
    for (const { Properties } of alarms) {
      const named = /docs\/runbook\.md, "([^"]+)"/.exec(String(Properties['AlarmDescription']))?.[1];
      expect(names).toContain(named);
    }
  });

  it.each(articles.map((article, index) => ({ name: names[index], article })))(
    '$name says what is seen, what to look at, what to do and how to have it no more',
    ({ article }) => {
      expect([...article.matchAll(/^- \*\*(\w+)\.\*\* \S/gm)].map(([, part]) => part)).toEqual(PARTS);
    },
  );
});
