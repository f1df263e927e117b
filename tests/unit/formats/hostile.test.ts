import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isXmlLegal } from '#domain/html/xml-text.ts';
import { inspectHtml } from '#domain/html/oracle.ts';
import { htmlSoup } from '../../support/html-soup.ts';
import { codesOf, parseText } from '../../support/upload.ts';
import { ownVectors } from '../../support/vectors.ts';

/** Of the processor, not of the clock: other tests run beside this one. */
const LIMIT_CPU_MS = 3000;

describe('hostile front matter', () => {
  const WITH_BODY = ownVectors('frontmatter-hostile').map((source, index) => ({ index, source }));

  it.each(WITH_BODY)(
    '$index runs nothing, pollutes nothing, publishes nothing dated wrongly',
    ({ source }) => {
      const before = process.cpuUsage();
      for (const text of [source, `${source}\n\n# Headline\n\nText of the release.\n`]) {
        const { draft } = parseText(text);
        expect(draft?.datedAt).toBeUndefined();
        expect(draft?.publishAt ?? draft?.embargoedUntil ?? draft?.expires).toBeUndefined();
      }
      expect(cpuMsSince(before)).toBeLessThan(LIMIT_CPU_MS);
      expect(Reflect.get(globalThis, 'PWN')).toBeUndefined();
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
    },
  );

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
  const fill = (unit: string, size = 250 * KB): string => unit.repeat(Math.floor(size / unit.length));
  const COSTLY: [string, string, string?][] = [
    ['link references that expand', `# h\n\n[a]: /${fill('x', 34 * KB)}\n\n${fill('[a] ', 34 * KB)}`],
    ['nested brackets', `# h\n\n${fill('[')}`],
    ['nested quotes', `# h\n\n${fill('> ')}`],
    ['emphasis', `# h\n\n${fill('*a_ ')}`],
    ['spaces in a heading', `# h${fill(' ')}x\n\nb`],
    ['marks in a heading', `# h ${fill('# ')}x\n\nb`],
    ['spaces in code', `# h\n\n    a${fill(' ')}b`],
    [
      'empty cells',
      `# h\n\n|${fill('a|', 2 * KB)}\n|${fill('-|', 2 * KB)}\n${fill(`|${fill('|', 100)}\n`, 100 * KB)}`,
    ],
    [
      'picture lines',
      `## h\n\nA - blora.publicrelations.id\n\nJan 14, 2025 - 16:04\n\n${fill('![a](b)\n\n')}`,
    ],
    [
      'one long picture line',
      `## h\n\nA - blora.publicrelations.id\n\nJan 14, 2025 - 16:04\n\n![a](${fill('b')}`,
    ],
    ['weekdays', `# h\n\n${fill('senin ')}`],
    ['embargo on trade', `# h\n\n${fill('embargo minyak ')}`],
    ['line ends', `# h\n\nb${fill('\n')}for release`],
    ['comments', `${fill('<!-- -->')}x`, 'x.html'],
    ['misnested HTML', `<h1>h</h1>${fill('<a><b>')}`, 'x.html'],
    ['HTML tables', `<h1>h</h1>${fill('<table><tr><td>')}`, 'x.html'],
    ['unclosed pictures', `<h1>h</h1>x${fill('<img>')}`, 'x.html'],
    ['front matter of brackets', `---\nx: ${fill('[', 15 * KB)}\n---\n`],
    ['front matter of keys', `---\n${fill('a: b\n', 15 * KB)}---\n`],
    ['a key with spaces', `---\nembargo${fill(' ')}x\n---\n`],
    ['authors with spaces', `---\ntitle: h\nauthors: "a${fill(' ', 3000)}b"\n---\n\nb`],
    [
      'a caption of marks',
      `## h\n\nA - blora.publicrelations.id\n\nJan 14, 2025 - 16:04\n\n*a${fill('.')}b*\n\nc`,
    ],
  ];

  it.each(COSTLY)('%s is answered in time', (_, source, name = 'x.md') => {
    const before = process.cpuUsage();
    const { findings } = parseText(source, { name });
    expect(cpuMsSince(before)).toBeLessThan(LIMIT_CPU_MS);
    expect(findings.every(({ found }) => (found ?? '').length <= 120)).toBe(true);
  });

  it('is refused before it expands', () => {
    expect(codesOf(parseText(COSTLY[0]?.[1] ?? ''))).toContain('E_EXPANSION');
  });
});

function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
