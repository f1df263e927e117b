import { describe, expect, it } from 'vitest';
import { findEmbargoWording } from '#domain/formats/embargo-wording.ts';
import { codesOf, parseText } from '../../support/upload.ts';

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
    'Embargo minyak berakhir. EMBARGO sampai Senin.',
  ])('%s', (text) => {
    expect(findEmbargoWording(text)).toBeDefined();
  });

  it.each([
    'Embargo senjata diperpanjang',
    'embargo minyak dan gas',
    'Embargo dagang terhadap produk kayu',
    'the arms embargo was extended',
    'a trade embargo',
    'oil embargo',
    'the oil and gas embargo',
    'embargo terhadap Rusia',
    'embargo on Russian oil',
    'embargo ekspor nikel',
    'FOR IMMEDIATE RELEASE',
    'The team will publish the results before Monday.',
    'Film itu tayang sebelum Lebaran.',
  ])('%s is news', (text) => {
    expect(findEmbargoWording(text)).toBeUndefined();
  });

  it('counts in a file’s name too', () => {
    expect(codesOf(parseText('# h\n\nb', { name: 'EMBARGO-rilis.md' }))).toContain('E_EMBARGO_HELD');
    expect(codesOf(parseText('# h\n\nb', { name: 'embargo-minyak.md' }))).not.toContain('E_EMBARGO_HELD');
  });
});
