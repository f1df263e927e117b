import { describe, expect, it } from 'vitest';
import { codesOf, parseText } from '../../support/upload.ts';

const NOTE = 'Jumlah lapak 40, bukan 14.';
const errors = (result: { findings: readonly { code: string }[] }): string[] =>
  codesOf(result).filter((code) => code.startsWith('E_'));

describe('a correction that a line of the text announces', () => {
  it.each<[string, string, string]>([
    ['the first line of plain text', 'x.txt', `RALAT: ${NOTE}\n\nPasar\n\nIsi.`],
    ['the last line of plain text', 'x.txt', `Pasar\n\nIsi.\n\nCORRECTION: ${NOTE}\n`],
    ['the first line of Markdown, emphasised', 'x.md', `**Ralat:** ${NOTE}\n\n# Pasar\n\nIsi.`],
    ['the last line of Markdown', 'x.md', `# Pasar\n\nIsi.\n\n_Correction:_ ${NOTE}`],
    ['the first line below front matter', 'x.md', `---\ntitle: Pasar\n---\nRALAT: ${NOTE}\n\nIsi.`],
    ['the last line below front matter', 'x.md', `---\ntitle: Pasar\n---\n\nIsi.\n\nRALAT: ${NOTE}`],
    ['the line above front matter', 'x.md', `RALAT: ${NOTE}\n---\ntitle: Pasar\n---\n\nIsi.`],
    [
      'the first line of a page',
      'x.md',
      `RALAT: ${NOTE}\n\n## Pasar\n\nAna - BLORA.PUBLICRELATIONS.ID\n\nIsi.`,
    ],
    [
      'the last line of a page',
      'x.md',
      `## Pasar\n\nAna - BLORA.PUBLICRELATIONS.ID\n\nIsi.\n\nRALAT: ${NOTE}`,
    ],
    ['the first block of HTML', 'x.html', `<h1>Pasar</h1><p><b>RALAT:</b> ${NOTE}</p><p>Isi.</p>`],
    [
      'the last block of HTML',
      'x.html',
      `<html><body><h1>Pasar</h1><p>Isi.</p><p>RALAT: ${NOTE}</p></body></html>`,
    ],
    [
      'a kind in front matter whose note stands in the line',
      'x.md',
      `---\ntitle: Pasar\nchange: ralat\n---\n\nIsi.\n\nRALAT: ${NOTE}`,
    ],
  ])('%s', (_, name, text) => {
    const result = parseText(text, { name });
    expect(errors(result)).toEqual([]);
    expect(result.draft).toMatchObject({
      headline: 'Pasar',
      bodyHtml: expect.stringMatching(/^<p>Isi\.<\/p>\n?$/),
      change: { kind: 'correction', said: true, note: NOTE },
    });
  });

  it.each<[string, string, string[]]>([
    ['without a note', 'RALAT:\n\nPasar\n\nIsi.', ['E_CORRECTION_NOTE']],
    [
      'beside another kind',
      `---\ntitle: Pasar\nchange: minor\n---\n\nIsi.\n\nRALAT: ${NOTE}`,
      ['E_KEY_TWICE'],
    ],
    [
      'beside another note',
      `---\ntitle: Pasar\nchange:\n  kind: correction\n  note: Lain.\n---\n\nIsi.\n\nRALAT: ${NOTE}`,
      ['E_KEY_TWICE'],
    ],
  ])('%s is refused', (_, text, codes) => {
    const result = parseText(text, { name: 'x.txt' });
    expect(errors(result)).toEqual(codes);
    expect(result.draft).toBeUndefined();
  });

  it.each<[string, string]>([
    ['in the middle of the text', 'Pasar\n\nIsi.\n\nRALAT: satu.\n\nAkhir.'],
    ['as a word of the sentence', 'Pasar\n\nRalat atas berita ini: tidak ada.'],
    ['without a colon', 'Pasar\n\nIsi.\n\nRalat menyusul'],
  ])('%s it is text', (_, text) => {
    expect(parseText(text, { name: 'x.txt' }).draft?.change).toEqual({ kind: 'update' });
  });

  it('leaves the lines of other findings where they are', () => {
    const { findings } = parseText(`RALAT: ${NOTE}\n\nPasar\n\nIsi [a](http://x.example).`, { name: 'x.md' });
    expect(findings.find(({ code }) => code === 'E_HEADLINE_MISSING')?.line).toBe(1);
    const plain = parseText(`RALAT: ${NOTE}\n\n# Pasar\n\n[a](http://x.example)`, { name: 'x.md' });
    expect(plain.findings.find(({ code }) => code === 'W_HTTP_LINK')?.line).toBe(5);
  });
});
