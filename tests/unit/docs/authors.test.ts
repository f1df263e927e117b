import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MESSAGES, type Messages } from '#domain/receipt/messages.ts';
import { codesOf, parseText } from '../../support/upload.ts';

const page = readFileSync(new URL('../../../docs/authors.md', import.meta.url), 'utf8');
const NEWSROOM = {
  id: 'harbour',
  name: 'Harbour',
  host: 'harbour.example.org',
  timezone: 'Asia/Jakarta',
  language: 'en',
};
const NAMES: Readonly<Record<string, string>> = { text: 'x.txt', markdown: 'x.md', html: 'x.html' };

describe('the page for authors', () => {
  const blocks = page.matchAll(/^( *)```(text|markdown|html)\n([\s\S]*?)^\1```$/gm);
  const examples = [...blocks].map(([, indent = '', format = '', text = '']) => ({
    format,
    text: text.replaceAll(`\n${indent}`, '\n').trim(),
  }));

  it('has the same examples in both languages', () => {
    const formats = examples.map(({ format }) => format);
    expect(formats).toHaveLength(18);
    expect(formats.slice(0, 9)).toEqual(formats.slice(9));
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
