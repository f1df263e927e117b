import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isXmlLegal } from '#domain/html/xml-text.ts';
import { inspectHtml } from '#domain/html/oracle.ts';
import { COSTLY_TEXTS } from '../../support/costly-texts.ts';
import { htmlSoup } from '../../support/html-soup.ts';
import { codesOf, parseText } from '../../support/upload.ts';
import { ownVectors } from '../../support/vectors.ts';

describe('hostile front matter', () => {
  const WITH_BODY = ownVectors('frontmatter-hostile').map((source, index) => ({ index, source }));

  it.each(WITH_BODY)(
    '$index runs nothing, pollutes nothing, publishes nothing dated wrongly',
    ({ source }) => {
      for (const text of [source, `${source}\n\n# Headline\n\nText of the release.\n`]) {
        const { draft } = parseText(text);
        expect(draft?.datedAt).toBeUndefined();
        expect(draft?.publishAt ?? draft?.embargoedUntil ?? draft?.expires).toBeUndefined();
      }
      expect(Reflect.get(globalThis, 'PWN')).toBeUndefined();
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
    },
  );

  it('comes in twenty-five shapes, and leaves no prototype changed', () => {
    const prototypes = [
      Object.prototype,
      Array.prototype,
      Function.prototype,
      String.prototype,
      Map.prototype,
    ];
    const shapes = () => prototypes.map((one) => Reflect.ownKeys(one).length);
    const [before, globals] = [shapes(), Reflect.ownKeys(globalThis).length];
    expect(WITH_BODY).toHaveLength(25);
    for (const { source } of WITH_BODY) parseText(source);
    expect(shapes()).toEqual(before);
    expect(Reflect.ownKeys(globalThis)).toHaveLength(globals);
  });

  it.each([
    ['headlin', 'W_UNKNOWN_KEY', 'headline'],
    ['sumary', 'W_UNKNOWN_KEY', 'summary'],
    ['penulsi', 'W_UNKNOWN_KEY', 'authors'],
    ['boilerplte', 'W_UNKNOWN_KEY', 'boilerplate'],
    ['embrgo', 'E_UNKNOWN_KEY', 'embargo'],
    ['publishat2', 'E_UNKNOWN_KEY', 'publishat'],
  ])('of a key %s is told the known key that is nearest', (typed, code, nearest) => {
    const { findings } = parseText(`---\ntitle: a\n${typed}: b\n---\n\nText of the release.\n`);
    const [finding] = findings.filter((one) => one.code.endsWith('UNKNOWN_KEY'));
    expect(finding).toMatchObject({ code, line: 3, found: typed });
    expect(finding?.values?.['nearest']?.toLowerCase()).toBe(nearest);
  });

  it('holds an embargo that cannot be read', () => {
    expect(codesOf(parseText('---\nheadline: a\nembargo: tomorrow\n---\n\nb'))).toContain('E_EMBARGO_HELD');
  });
});

describe('hostile text', () => {
  it('in Markdown comes out without a violation', () => {
    for (const attack of ownVectors('markdown-xss')) {
      const { draft, findings } = parseText(`# Headline\n\n${attack}\n\nText.`);
      expect({ attack, refused: codesOf({ findings }).filter((code) => code === 'E_QUARANTINED') }).toEqual({
        attack,
        refused: [],
      });
      expect(inspectHtml(draft?.bodyHtml ?? '')).toEqual([]);
    }
  });

  it('in an HTML file comes out without a violation', () => {
    for (const attack of ownVectors('mxss-regressions')) {
      const { draft } = parseText(`<h1>Headline</h1><p>Text.</p>${attack}`, { name: 'x.html' });
      expect(inspectHtml(draft?.bodyHtml ?? '')).toEqual([]);
    }
  });

  it('of any kind gives clean fields, and the same answer twice', () => {
    const text = fc.oneof(htmlSoup, fc.string({ unit: 'binary', maxLength: 200 }));
    fc.assert(
      fc.property(text, text, fc.constantFrom('x.md', 'x.txt', 'x.html'), (headline, body, name) => {
        const source = `# ${headline}\n\n${body}\n`;
        const result = parseText(source, { name });
        expect(parseText(source, { name })).toEqual(result);
        if (result.draft === undefined) return;
        const { headline: shown, bodyHtml } = result.draft;
        expect(inspectHtml(bodyHtml)).toEqual([]);
        expect(
          isXmlLegal(shown) && shown === shown.normalize('NFC') && !/[\n\u{202E}\u{200B}]/u.test(shown),
        ).toBe(true);
      }),
      { numRuns: 250 },
    );
  });

  it('of any bytes never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(parseText(bytes).findings.length).toBeGreaterThan(0);
      }),
      { numRuns: 250 },
    );
  });
});

describe('costly text', () => {
  const KB = 1024;
  const counted = stepsAt(8 * KB, 16 * KB);

  it('is told of in thirty shapes of Markdown', () => {
    expect(COSTLY_TEXTS.filter(([, , name = 'x.md']) => name === 'x.md').length).toBeGreaterThanOrEqual(30);
  });

  it.each(COSTLY_TEXTS)('%s: twice the text is at most about twice the work', (what) => {
    const { small, large } = counted.get(what) ?? { small: 0, large: Number.NaN };
    expect(small).toBeGreaterThan(0);
    expect(large / small).toBeLessThan(2.4);
  });

  it.each(COSTLY_TEXTS)(
    '%s, as large as an upload may be, is answered in few words',
    (_, text, name = 'x.md') => {
      const { findings } = parseText(text(250 * KB), { name });
      expect(findings.every(({ found }) => (found ?? '').length <= 120)).toBe(true);
    },
  );

  it('is refused before it expands', () => {
    const [, expanding] = COSTLY_TEXTS[0] ?? [];
    expect(codesOf(parseText(expanding?.(68 * KB) ?? ''))).toContain('E_EXPANSION');
  });
});

/** Blocks of JavaScript that reading each costly text runs, at two sizes. */
function stepsAt(small: number, large: number): Map<string, { small: number; large: number }> {
  const script = fileURLToPath(new URL('../../support/count-steps-process.ts', import.meta.url));
  const printed = execFileSync(process.execPath, [script, String(small), String(large)], {
    encoding: 'utf8',
  });
  const counted = JSON.parse(printed) as { what: string; small: number; large: number }[];
  return new Map(counted.map(({ what, ...steps }) => [what, steps]));
}
