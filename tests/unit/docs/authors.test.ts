import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MESSAGES, type Messages } from '#domain/receipt/messages.ts';
import { codesOf, parseText } from '../../support/upload.ts';

const pageOf = (name: string): string =>
  readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
const PAGES = { en: pageOf('authors.md'), id: pageOf('authors.id.md') };
const NEWSROOM = {
  id: 'harbour',
  name: 'Harbour',
  host: 'harbour.example.org',
  timezone: 'Asia/Jakarta',
  language: 'en',
};
const NAMES: Readonly<Record<string, string>> = { text: 'x.txt', markdown: 'x.md', html: 'x.html' };

describe('the pages for authors', () => {
  const examplesOf = (page: string) =>
    [...page.matchAll(/^( *)```(text|markdown|html)\n([\s\S]*?)^\1```$/gm)].map(
      ([, indent = '', format = '', text = '']) => ({
        format,
        text: text.replaceAll(`\n${indent}`, '\n').trim(),
      }),
    );
  const examples = [...examplesOf(PAGES.en), ...examplesOf(PAGES.id)];

  it('is built the same in both languages: headings, tables, lists, examples', () => {
    expect(shapeOf(PAGES.id)).toEqual(shapeOf(PAGES.en));
    expect(shapeOf(PAGES.en).length).toBeGreaterThan(50);
    const formats = examples.map(({ format }) => format);
    expect(formats).toHaveLength(18);
  });

  it('names the same codes and keys of S3 in both languages', () => {
    const codes = (page: string) => new Set(page.match(/[EW]_[A-Z_]+/g));
    expect(codes(PAGES.id)).toEqual(codes(PAGES.en));
  });

  it('has its embargoes and corrections read as it says', () => {
    const drafts = examples.map(
      ({ format, text }) => parseText(text, { name: NAMES[format] ?? '', newsroom: NEWSROOM }).draft,
    );
    const until = drafts.flatMap((draft) => draft?.embargoedUntil ?? []);
    expect(until).toEqual(['2027-04-09T03:00:00Z', '2027-04-09T03:00:00Z']);
    expect(drafts.filter((draft) => draft?.change.kind === 'correction')).toHaveLength(4);
  });

  it.each(examples)('$#: its $format is published', ({ format, text }) => {
    const read = parseText(text, { name: NAMES[format] ?? '', newsroom: NEWSROOM });
    expect(codesOf(read).filter((code) => code.startsWith('E_'))).toEqual([]);
    expect(read.draft?.headline).toMatch(/market opens|malam dibuka/i);
  });
});

/** What each block of a page is: a heading of which level, a row of a table, an item, an example, a paragraph. */
function shapeOf(page: string): string[] {
  let isExample = false;
  return page.split('\n').flatMap((line, index, lines) => {
    const fence = /^ *```(\w*)/.exec(line);
    if (fence) {
      isExample = !isExample;
      return isExample ? [`example ${fence[1]}`] : [];
    }
    if (isExample || line === '') return [];
    const [, mark] = /^(#+|\||- )/.exec(line) ?? [];
    if (mark !== undefined) return [mark];
    const starts = lines[index - 1] === '' && !line.startsWith(' ');
    return starts ? ['paragraph'] : [];
  });
}

/** The codes of receipts as a page; `npx vitest run tests/unit/docs -u` writes it anew. */
function codesPage(): string {
  return [
    '# The codes of a receipt / Kode tanda terima',
    '',
    '`E_…`: not published, until it is put right. `W_…`: published, with a warning. Words in braces are filled in with what',
    'was found. This page is written by a test from `shared/domain/receipt/messages-en.ts` and `messages-id.ts`.',
    '',
    table('English', MESSAGES.en, ['code', 'means', 'what to do']),
    table('Bahasa Indonesia', MESSAGES.id, ['kode', 'artinya', 'yang perlu dilakukan']),
  ].join('\n');
}

function table(title: string, messages: Messages, columns: readonly string[]): string {
  const rows = Object.entries(messages).map(
    ([code, { message, remedy }]) => `| \`${code}\` | ${message} | ${remedy} |`,
  );
  const head = [`## ${title}`, '', `| ${columns.join(' | ')} |`, '|---|---|---|'];
  return [...head, ...rows.map((row) => row.replaceAll('<', '&lt;')), ''].join('\n');
}

it('every code of a receipt is explained in both languages', async () => {
  await expect(codesPage()).toMatchFileSnapshot('../../../docs/receipt-codes.md');
});
