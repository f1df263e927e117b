import { describe, expect, it } from 'vitest';
import { parseUpload } from '#domain/formats/parse-upload.ts';
import { BLORA, codesOf, parseText } from '../../support/upload.ts';

const bytes = new TextEncoder().encode('# Headline\n\nText.\n');

describe('parseUpload', () => {
  it.each([
    ['incoming/kendal/x.md', 'E_NEWSROOM_MISMATCH'],
    ['x.md', 'E_KEY_INVALID'],
    ['commands/x.md', 'E_KEY_INVALID'],
    ['incoming/blora/../kendal/x.md', 'E_KEY_INVALID'],
    ['incoming/blora/x\u{202E}gnp.md', 'E_KEY_INVALID'],
  ])('refuses the key %s', (key, code) => {
    const result = parseUpload({ bytes, key, newsroom: BLORA });
    expect(codesOf(result)).toEqual([code]);
    expect(result.draft).toBeUndefined();
  });

  it('reads a file that is only to be checked', () => {
    expect(parseUpload({ bytes, key: 'check/blora/x.md', newsroom: BLORA }).draft?.headline).toBe('Headline');
  });

  it('refuses what is too large by its bytes, and by its body after sanitizing', () => {
    expect(parseText(`# h\n\n${'x'.repeat(256 * 1024)}`).findings).toEqual([
      { code: 'E_TOO_LARGE', values: { bytes: String(256 * 1024 + 5), limit: String(256 * 1024) } },
    ]);
    expect(codesOf(parseText(`# h\n\n${'&'.repeat(100_000)}`))).toContain('E_TOO_LARGE');
    expect(parseText(`# h\n\n${'x '.repeat(120_000)}`).draft).toBeDefined();
  });

  it('takes what the content says over what the name says, and the name where the content is silent', () => {
    expect(parseText('# Headline\n\nText.', { name: 'x.exe' }).draft?.headline).toBe('Headline');
    expect(codesOf(parseText('Headline\n\nText.', { name: 'x.exe' }))).toEqual(['E_FORMAT_UNKNOWN']);
    expect(parseText('Headline\n\nText.', { name: 'x' }).draft?.headline).toBe('Headline');
    expect(codesOf(parseText('Headline\n\nText.', { name: 'x.md' }))).toContain('E_HEADLINE_MISSING');
  });

  it('gives a draft only without an error', () => {
    for (const text of ['', 'x', '# h', '---\nstatus: draft\n---\n# h\n\nb', '# h\n\nEMBARGO']) {
      const result = parseText(text);
      expect(codesOf(result).some((code) => code.startsWith('E_'))).toBe(true);
      expect(result.draft).toBeUndefined();
    }
  });

  it('says which encoding, byte and line', () => {
    const latin = Uint8Array.from([...new TextEncoder().encode('# Headline\n\nCaf'), 0xe9, 0x20, 0x2e]);
    expect(parseText(latin).findings).toEqual([
      {
        code: 'E_ENCODING',
        line: 3,
        found: 'Café .',
        values: { encoding: 'windows-1252 (ANSI)', byte: '16' },
      },
    ]);
  });

  it('finds the first bad byte wherever it stands', () => {
    const text = 'é€😀a'.repeat(20);
    const good = new TextEncoder().encode(`# h\n\n${text}`);
    for (const [at, byte] of good.entries()) {
      if (at < 5 || (byte & 0xc0) === 0x80) continue;
      const bad = Uint8Array.from([...good.slice(0, at), 0xff, ...good.slice(at)]);
      expect(parseText(bad).findings[0]?.values?.['byte']).toBe(String(at + 1));
    }
  });
});
