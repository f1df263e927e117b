import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkHeaders, makeEdgeFunction } from '../../../local/edge/edge-function.ts';
import { checkEdgeLanguage } from '../../../local/edge/edge-language.ts';

const check = (code: string) => checkEdgeLanguage(new Map([['f', code]]));
const OURS = join(import.meta.dirname, '../../../infra/edge');

describe('the language of CloudFront functions', () => {
  it.each([
    [
      'const, let, arrows, templates',
      'function handler(e) { const a = () => `x${1}`; let b = a(); return b; }',
    ],
    ['async, **', 'async function handler(e) { const f = (a) => a ** 2; return f(2); }'],
    [
      'regular expressions, string methods',
      "function handler(e) { return e.uri.replace(/a+/g, 'b').includes('c'); }",
    ],
  ])('takes %s', async (_, code) => {
    await expect(check(code)).resolves.toBeUndefined();
  });

  it.each([
    ['for-of', 'function handler(e) { for (const a of e) f(a); }'],
    ['destructuring', 'function handler(e) { const { a } = e; return a; }'],
    ['spread', 'function handler(e) { return f(...e); }'],
    ['shorthand properties', 'function handler(e) { return { e }; }'],
    ['optional chaining', 'function handler(e) { return e?.a ?? 1; }'],
    ['classes', 'class A {} function handler(e) { return e; }'],
    ['default arguments', 'function handler(e = 1) { return e; }'],
    ['generators', 'function* g() { yield 1; } function handler(e) { return e; }'],
    ['modules', "const c = require('crypto'); function handler(e) { return c; }"],
    ['a syntax error', 'function handler(e) { return'],
    ['more than 10 KB', `function handler(e) { return '${'x'.repeat(10_240)}'; }`],
  ])('refuses %s', async (_, code) => {
    await expect(check(code)).rejects.toThrow(/^f: /);
  });

  it('takes the functions of this project', async () => {
    const files = readdirSync(OURS).filter((name) => name.endsWith('.js'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) await check(readFileSync(join(OURS, file), 'utf8'));
  });
});

describe('running a CloudFront function', () => {
  it('gives its code the language and nothing of Node', async () => {
    const code =
      'function handler(e) { return { names: [typeof process, typeof fetch, typeof setTimeout, typeof require, typeof URL] }; }';
    expect(await makeEdgeFunction('f', code, () => {})({})).toEqual({ names: Array(5).fill('undefined') });
  });

  it('waits for async handlers, passes errors on and keeps console for the log', async () => {
    const lines: string[] = [];
    const run = makeEdgeFunction(
      'f',
      "async function handler(e) { console.log('saw', e.n); if (e.n > 1) throw new Error('no'); return e; }",
      (line) => lines.push(line),
    );
    expect(await run({ n: 1 })).toEqual({ n: 1 });
    await expect(run({ n: 2 })).rejects.toThrow('no');
    expect(lines).toEqual(['saw 1', 'saw 2']);
  });

  it.each([
    ['viewer-request', 'host'],
    ['viewer-request', 'x-edge-location'],
    ['viewer-response', 'via'],
    ['viewer-response', 'x-cache'],
  ] as const)('%s may not change %s', (type, name) => {
    expect(() => checkHeaders(type, { [name]: { value: 'a' } }, { [name]: { value: 'b' } })).toThrow(name);
    expect(() => checkHeaders(type, { [name]: { value: 'a' } }, { [name]: { value: 'a' } })).not.toThrow();
  });
});

it('checks for several runs of one process at a time, of which none waits for what another has ended', async () => {
  const source = 'function handler(event) { return event.request; }';
  const small = new Map([['f', source]]);
  const large = new Map(['f', 'g', 'h'].map((name) => [name, source]));
  for (let round = 0; round < 5; round += 1)
    await expect(Promise.all([checkEdgeLanguage(small), checkEdgeLanguage(large)])).resolves.toBeDefined();
});
