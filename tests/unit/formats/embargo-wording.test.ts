import { describe, expect, it } from 'vitest';
import { findEmbargoWordings } from '#domain/formats/embargo-wording.ts';
import { codesOf, parseText } from '../../support/upload.ts';

const find = (text: string) => findEmbargoWordings(text, 'Asia/Jakarta');
/** The times of the wordings of a text, or why there is none. */
const timesIn = (text: string): string[] =>
  find(text).map(({ until }) => (until.kind === 'read' ? until.at : until.kind));

describe('embargo wording', () => {
  it.each([
    'EMBARGOED UNTIL 9 April 2025, 10.00 WIB',
    'Embargo: Rabu pukul 10.00',
    'Berita ini diembargo sampai besok.',
    'E M B A R G O',
    'EM\u{AD}BARGO hingga Senin',
    'ＥＭＢＡＲＧＯ',
    'under embargo until Monday',
    'Embargo berlaku sampai Jumat',
    'NOT FOR PUBLICATION BEFORE 10:00',
    'Not to be released until Monday',
    'Do not publish before noon',
    'Hold for release',
    'FOR RELEASE: 10 May 2025',
    'For release on Monday',
    'Jangan dipublikasikan sebelum Senin',
    'Dilarang menyiarkan berita ini sebelum pukul 10',
    'Baru boleh dimuat setelah pukul 10.00',
    'Tidak untuk disiarkan sebelum Rabu',
    'UNTUK DISIARKAN SETELAH pukul 10',
    'Embargo minyak berakhir. EMBARGO sampai Senin.',
  ])('%s', (text) => {
    expect(find(text)).not.toEqual([]);
  });

  it.each([
    'Embargo senjata diperpanjang',
    'embargo minyak dan gas',
    'Embargo dagang terhadap produk kayu',
    'Embargo dagang berlaku hingga 9 April 2025 pukul 10.00 WIB',
    'the arms embargo was extended',
    'the arms embargo until 9 April 2025, 10:00 UTC',
    'a trade embargo',
    'oil embargo',
    'the oil and gas embargo',
    'embargo terhadap Rusia',
    'embargo on Russian oil',
    'embargo ekspor nikel',
    'FOR IMMEDIATE RELEASE',
    'The team will publish the results before Monday.',
    'Film itu tayang sebelum Lebaran.',
    'Rekaman untuk disiarkan setelah acara disimpan panitia.',
  ])('%s is news', (text) => {
    expect(find(text)).toEqual([]);
  });

  it('counts in a file’s name too', () => {
    expect(codesOf(parseText('# h\n\nb', { name: 'EMBARGO-rilis.md' }))).toContain('E_EMBARGO_HELD');
    expect(codesOf(parseText('# h\n\nb', { name: 'embargo-minyak.md' }))).not.toContain('E_EMBARGO_HELD');
  });
});

describe('the time of an embargo', () => {
  it.each([
    ['EMBARGOED UNTIL 9 April 2025, 10.00 WIB', '2025-04-09T03:00:00Z'],
    ['Embargoed until 10:00 WIB on Wednesday 9 April 2025', '2025-04-09T03:00:00Z'],
    ['UNDER EMBARGO UNTIL 00:01 UTC, 9 April 2025.', '2025-04-09T00:01:00Z'],
    ['Embargo until April 9, 2025 at 4:04 p.m. (WITA)', '2025-04-09T08:04:00Z'],
    ['The embargo lifts at 16:04 GMT on 9 April 2025.', '2025-04-09T16:04:00Z'],
    ['EMBARGO: 9 April 2025 pukul 16.04 WIT', '2025-04-09T07:04:00Z'],
    ['Embargo (9/4/2025 Rabu)', 'unreadable'],
    ['Diembargo hingga Rabu, 9 April 2025 pukul 16.04 WIB.', '2025-04-09T09:04:00Z'],
    ['Berita ini diembargo sampai dengan Rabu (9/4/2025) pukul 16.04 WIB', '2025-04-09T09:04:00Z'],
    ['Embargo berlaku s.d. 9 April 2025, 16:04 WITA', '2025-04-09T08:04:00Z'],
    ['Embargo dicabut pada 9 April 2025 pukul 16.04 waktu Indonesia Timur', '2025-04-09T07:04:00Z'],
    ['EMBARGO hingga pukul 16.04 WIB, Rabu 9 April 2025', '2025-04-09T09:04:00Z'],
    ['EMBARGO sampai 2025-04-09T16:04:00+08:00', '2025-04-09T08:04:00Z'],
    ['EMBARGOED UNTIL\n9 April 2025, 10.00 WIB\nPasar buka', '2025-04-09T03:00:00Z'],
    ['Not for publication before 9 April 2025 10:00 WIB', '2025-04-09T03:00:00Z'],
    ['FOR RELEASE: 10 May 2025, 10:00 WIB', '2025-05-10T03:00:00Z'],
    ['Jangan dipublikasikan sebelum Rabu 9 April 2025 pukul 10.00 WIB', '2025-04-09T03:00:00Z'],
    ['Tidak untuk disiarkan sebelum 9 April 2025 jam 9 malam WIB', '2025-04-09T14:00:00Z'],
    ['Baru boleh dimuat setelah 9 April 2025 16.04', '2025-04-09T09:04:00Z'],
    ['Untuk dimuat setelah 9 April 2025 16.04 WIB', '2025-04-09T09:04:00Z'],
    ['Tidak untuk dipublikasikan sebelum tanggal 9 April 2025 16:04 WITA', '2025-04-09T08:04:00Z'],
    ['Embargo hingga tanggal 9 April 2025 jam 9 pagi', '2025-04-09T02:00:00Z'],
    ['EMBARGO: 9 April 2025, 00:01 GMT / 07.01 WIB', 'unreadable'],
    ['Strictly embargoed until 00.01hrs BST 9 April 2025', 'unreadable'],
    ['**EMBARGOED UNTIL** *9 April 2025*, 10.00 WIB', '2025-04-09T03:00:00Z'],
    // in doubt it is not read
    ['Embargo until 9 April 2025', 'unreadable'],
    ['Embargo until Wednesday 9 April, 10:00 WIB', 'unreadable'],
    ['Embargo until 03/04/2025 10:00 WIB', 'unreadable'],
    ['Embargo until Monday 9 April 2025 10:00 WIB', 'unreadable'],
    ['Embargo until 9 April 2025 10:00 BST', 'zone-unknown'],
    ['Embargo until 9 April 2025 10.00 - 12.00 WIB', 'unreadable'],
    ['Embargo until 9 April 2025 10:00 or the end of the speech', 'unreadable'],
    ['Embargo until 9 April 2025 10:00 London time', 'unreadable'],
    ['Embargo sampai 9 April 2025 pukul 10.00 waktu Makassar', 'unreadable'],
    ['Embargo diputuskan rapat 9 April 2025 pukul 10.00', 'unreadable'],
    ['Embargo sampai besok pukul 10.00', 'unreadable'],
    ['EMBARGO\nJan 14, 2025 - 16:04', 'none'],
    ['Naskah ini dalam masa embargo.', 'none'],
  ])('%s: %s', (text, expected) => {
    expect(timesIn(text)).toEqual([expected]);
  });

  it('is that of the text’s zone where it names none', () => {
    const [wording] = findEmbargoWordings('Embargo until 9 April 2025 10:00', 'Europe/London');
    expect(wording?.until).toEqual({ kind: 'read', at: '2025-04-09T09:00:00Z' });
  });
});

describe('an upload under embargo', () => {
  const AT = '2025-04-09T03:00:00Z';
  const LINE = 'EMBARGOED UNTIL 9 April 2025, 10.00 WIB';
  const front = (keys: string, body = 'Isi.') => `---\ntitle: Pasar\n${keys}\n---\n\n${body}\n`;

  it.each<[string, string, string, string]>([
    ['its front matter', 'x.md', front('embargo: 2025-04-09 10:00 WIB'), 'Isi.'],
    ['another spelling of the key', 'x.md', front('embargoedUntil: 2025-04-09T10:00:00+07:00'), 'Isi.'],
    ['a line above plain text, which is no headline', 'x.txt', `${LINE}\n\nPasar\n\nIsi.`, 'Isi.'],
    ['a heading above Markdown', 'x.md', `# ${LINE}\n\n# Pasar\n\nIsi.`, 'Isi.'],
    ['a last line', 'x.txt', `Pasar\n\nIsi.\n\n${LINE}`, 'Isi.'],
    [
      'the first line of a page',
      'x.md',
      `${LINE}\n\n## Pasar\n\nAna - BLORA.PUBLICRELATIONS.ID\n\nIsi.`,
      'Isi.',
    ],
    [
      'a block of HTML',
      'x.html',
      `<h1>Pasar</h1><p><b>EMBARGOED UNTIL</b> 9&nbsp;April 2025, 10.00 WIB</p><p>Isi.</p>`,
      'Isi.',
    ],
    [
      'a sentence behind another on one line',
      'x.txt',
      'Pasar\n\nIsi. Tidak untuk disiarkan sebelum 9 April 2025 10.00 WIB.',
      'Isi. Tidak',
    ],
    [
      'a sentence of the text, which stays',
      'x.txt',
      `Pasar\n\nIsi yang masih dalam masa embargo sampai 9 April 2025 pukul 10.00 WIB itu.`,
      'Isi yang masih',
    ],
    [
      'front matter and the same in words',
      'x.md',
      front('embargo: 2025-04-09 10:00 WIB', LINE + '\n\nIsi.'),
      'Isi.',
    ],
    [
      'front matter, and words without a time',
      'x.md',
      front('embargo: 2025-04-09 10:00 WIB', 'Diembargo sampai Rabu. Isi.'),
      'Diembargo',
    ],
    ['a line, and a mention', 'x.txt', `${LINE}\n\nPasar\n\nIsi. Embargo ini untuk semua media.`, 'Isi.'],
  ])('by %s', (_, name, text, body) => {
    const { draft, findings } = parseText(text, { name });
    expect(codesOf({ findings }).filter((code) => code.startsWith('E_'))).toEqual([]);
    expect(draft).toMatchObject({ headline: 'Pasar', embargoedUntil: AT });
    expect(draft?.bodyHtml.startsWith(`<p>${body}`)).toBe(true);
  });

  it.each<[string, string, string[]]>([
    ['a day without a time', front('embargo: 2025-04-09'), ['E_EMBARGO_HELD']],
    [
      'a weekday that does not fit',
      front('embargo: Senin 9 April 2025 10:00'),
      ['W_DAY_DATE_MISMATCH', 'E_EMBARGO_HELD'],
    ],
    [
      'another time in words',
      front('embargo: 2025-04-09 10:00 WIB', 'Embargo sampai 9 April 2025 11.00 WIB. Isi.'),
      ['E_EMBARGO_HELD'],
    ],
    [
      'two times in words',
      front('', `${LINE}\n\nEmbargo sampai 9 April 2025 11.00 WIB. Isi.`),
      ['E_EMBARGO_HELD'],
    ],
    [
      'a readable and an unreadable time',
      front('', `${LINE}\n\nUntuk televisi embargo sampai besok lusa. Isi.`),
      ['E_EMBARGO_HELD'],
    ],
    [
      'an unknown zone in words',
      front('', 'Embargoed until 9 April 2025 10:00 BST. Isi.'),
      ['E_EMBARGO_NO_ZONE', 'E_EMBARGO_HELD'],
    ],
    [
      'a schedule beside the words',
      front('publishAt: 2025-04-09 10:00', `${LINE}\n\nIsi.`),
      ['E_EMBARGO_AND_SCHEDULE'],
    ],
    [
      'a schedule beside the key',
      front('publishAt: 2025-04-09 10:00\nembargo: 2025-04-09 10:00'),
      ['E_EMBARGO_AND_SCHEDULE'],
    ],
  ])('with %s is not published', (_, text, codes) => {
    const { draft, findings } = parseText(text);
    expect(draft).toBeUndefined();
    expect(
      codesOf({ findings }).filter((code) => code.startsWith('E_') || code === 'W_DAY_DATE_MISMATCH'),
    ).toEqual(codes);
  });
});
