import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Finding } from '#domain/receipt/finding.ts';
import { messageFor, MESSAGES } from '#domain/receipt/messages.ts';
import { MESSAGES_EN } from '#domain/receipt/messages-en.ts';
import { MESSAGES_ID } from '#domain/receipt/messages-id.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CODE = /(['"`])([EW]_[A-Z][A-Z0-9_]*)\1/g;
const PLACEHOLDER = /\{(\w+)\}/g;

describe('every code', () => {
  const used = codesIn(['shared', 'functions']);

  it('that the code names has a text, and every text has a code', () => {
    expect(used.size).toBeGreaterThan(40);
    expect([...used].toSorted()).toEqual(Object.keys(MESSAGES_EN).toSorted());
  });

  it.each(Object.keys(MESSAGES_EN))('%s says the same in both languages', (code) => {
    const [en, id] = [Reflect.get(MESSAGES.en, code), Reflect.get(MESSAGES.id, code)];
    for (const part of ['message', 'remedy'] as const) {
      expect(placeholdersOf(id[part])).toEqual(placeholdersOf(en[part]));
      expect(id[part]).not.toBe(en[part]);
      expect(en[part]).toMatch(/^[\p{Lu}“{].*[.]$/u);
      expect(id[part]).toMatch(/^[\p{Lu}“{].*[.]$/u);
    }
  });

  it('has a text of its own', () => {
    for (const table of [MESSAGES_EN, MESSAGES_ID]) {
      const texts = Object.values(table).map(({ message }) => message);
      expect(new Set(texts).size).toBe(texts.length);
    }
  });
});

describe('messageFor', () => {
  const finding: Finding = {
    code: 'E_DATE_AMBIGUOUS',
    line: 3,
    found: '03/04/2025',
    values: { readings: 'a / b' },
  };

  it.each([
    ['en', '“03/04/2025” can be read in more than one way: a / b.'],
    ['id-ID', '“03/04/2025” dapat dibaca lebih dari satu cara: a / b.'],
    ['jv', '“03/04/2025” can be read in more than one way: a / b.'],
  ])('speaks %s', (language, message) => {
    expect(messageFor(finding, language).message).toBe(message);
  });

  it('shows a dash for what is missing and never what a prototype has', () => {
    expect(messageFor({ code: 'E_TOO_LARGE', values: {} }, 'en').message).toBe(
      'The text is too large: – bytes.',
    );
    expect(messageFor({ code: 'constructor' }, 'en')).toEqual({ message: 'constructor', remedy: '' });
  });

  it('calls languages by their names, and by their codes what is to be written down', () => {
    const values = { detected: 'en', expected: 'id', taken: 'en', other: 'id' };
    const { message, remedy } = messageFor({ code: 'W_LANGUAGE_DIFFERS', values }, 'id');
    expect(message).toBe('Naskah ini tampaknya berbahasa Inggris, bukan Indonesia.');
    expect(remedy).toContain('sebagai berbahasa Inggris.');
    expect(remedy).toContain('“bahasa: id”');
    const others = { ...values, expected: 'nl' };
    expect(messageFor({ code: 'W_LANGUAGE_DIFFERS', values: others }, 'en').message).toContain(
      'not like nl.',
    );
  });

  it('fills nothing into what the author wrote', () => {
    expect(messageFor({ code: 'W_HTTP_LINK', found: '{found}{line}$&' }, 'en').message).toContain(
      '“{found}{line}$&”',
    );
  });
});

function codesIn(folders: readonly string[]): Set<string> {
  const files = folders.flatMap((folder) =>
    readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/messages(?:-\w+)?\.ts$/.test(name))
      .map((name) => `${ROOT}${folder}/${name}`),
  );
  return new Set(
    files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(CODE)].map((match) => match[2]!)),
  );
}

function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1]!))].toSorted();
}
