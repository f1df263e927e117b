import { describe, expect, it } from 'vitest';
import { parseBody } from '#domain/html/parse-body.ts';
import { inspectHtml, inspectParsed } from '#domain/html/oracle.ts';
import { ownVectors } from '../../support/vectors.ts';

const REL = 'rel="nofollow noopener noreferrer"';

describe('the oracle', () => {
  it('is not vacuous: what the sanitizer has not seen breaks the policy on most attacks', () => {
    const attacks = ownVectors('mxss-regressions');
    const caught = attacks.filter((attack) => inspectHtml(attack).length > 0);
    expect(caught.length / attacks.length).toBeGreaterThan(0.85);
  });

  const rows: [string, string | undefined][] = [
    [`<p>a <a href="https://e.example/" ${REL}>b</a></p>`, undefined],
    [`<a href="https://e.example/">b</a>`, 'rel'],
    [`<a href="javascript:alert(1)" ${REL}>b</a>`, 'scheme'],
    [`<a href="https:e.example" ${REL}>b</a>`, 'scheme'],
    [`<a href="https://u:p@e.example" ${REL}>b</a>`, 'scheme'],
    [`<a href="/x" ${REL}>b</a>`, 'scheme'],
    ['<img src="http://e.example/x.png">', 'scheme'],
    ['<img src="data:image/png;base64,AA">', 'scheme'],
    ['<p onclick="x">a</p>', 'attribute'],
    ['<p style="x">a</p>', 'attribute'],
    ['<td>a</td>', undefined],
    ['<table><tbody><tr><td colspan="9999">a</td></tr></tbody></table>', 'value'],
    ['<script>1</script>', 'tag'],
    ['<svg></svg>', 'namespace'],
    ['<p>a<!-- b --></p>', 'node'],
    ['<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>', 'tag'],
    ['<template><script>1</script></template>', 'tag'],
    ['<p>a\u{B}</p>', 'character'],
    ['<p>]]></p>', 'cdata'],
    ['<p>e\u{301}</p>', 'form'],
  ];
  it.each(rows)('%s → %s', (html, rule) => {
    const rules: string[] = inspectHtml(html).map((violation) => violation.rule);
    expect(rules.includes(rule ?? 'tag')).toBe(rule !== undefined);
    expect(inspectParsed(html, parseBody(html)).length > 0).toBe(rule !== undefined);
  });
});
