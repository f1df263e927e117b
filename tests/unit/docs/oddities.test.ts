import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as z from 'zod';

const FIXTURES = new URL('../../fixtures/', import.meta.url);
const FOLDERS = ['formats', 'convert', 'beside'] as const;
const expectedSchema = z.object({ oddity: z.string().optional(), findings: z.array(z.string()) });

/** The formats whose oddities are listed, by the first word of a case's name. */
const LISTED: Readonly<Record<string, string>> = {
  classic: 'The layout of press offices (`.txt`)',
  html: 'Web pages (`.html`)',
  word: 'Word (`.docx`)',
  mail: 'Mail (`.eml`)',
  zip: 'A text and its pictures (`.zip`)',
  ninjs: 'ninjs 1, 2 and 3 (`.json`)',
  newsml: 'NewsML-G2 (`.xml`)',
};

const CASES = FOLDERS.flatMap((folder) =>
  readdirSync(new URL(folder, FIXTURES)).map((name) => {
    const path = new URL(`${folder}/${name}/expected.json`, FIXTURES);
    return {
      name,
      ...expectedSchema.parse(JSON.parse(existsSync(path) ? readFileSync(path, 'utf8') : '{}')),
    };
  }),
);
const casesOf = (format: string) =>
  CASES.filter(({ name, oddity }) => oddity !== undefined && name.startsWith(`${format}-`));

it.each(Object.keys(LISTED))('%s has at least twelve oddities, each with its name', (format) => {
  expect(casesOf(format).length).toBeGreaterThanOrEqual(12);
});

it('every listed oddity is explained', async () => {
  await expect(odditiesPage()).toMatchFileSnapshot('../../../docs/oddities.md');
});

/** Every named oddity as a page; `npx vitest run tests/unit/docs -u` writes it anew. */
function odditiesPage(): string {
  const head = [
    '# What each format may look like',
    '',
    'Each row is a folder of that name in `tests/fixtures/{formats,convert,beside}/`, read by a test: `source.*`, and',
    'what comes of it in `expected.json`, and for one that is refused `fixed.*`, put right as its receipt says. This page is',
    'written by a test.',
    '',
  ];
  const tables = Object.entries(LISTED).flatMap(([format, title]) => [
    `## ${title}`,
    '',
    '| name | what is odd | the receipt says |',
    '|---|---|---|',
    ...casesOf(format).map(({ name, oddity = '', findings }) => {
      const codes = [...new Set(findings.map((finding) => `\`${finding.replace(/:.*/, '')}\``))];
      return `| ${name} | ${oddity.replaceAll('<', '&lt;')} | ${codes.join(', ') || '–'} |`;
    }),
    '',
  ]);
  return [...head, ...tables].join('\n');
}
