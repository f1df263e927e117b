import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectLanguage } from '#domain/formats/detect-language.ts';
import { settleLanguage } from '#domain/formats/settle-language.ts';
import { BLORA, codesOf, parseText } from '../../support/upload.ts';

const INDONESIAN = `Pemerintah kota membuka kembali pasar pada hari Senin setelah perbaikan atap yang berlangsung
sembilan bulan. Para pedagang sudah dapat menempati kios mereka, dan warga akan dilayani sejak pukul enam pagi. Biaya
perbaikan itu berasal dari anggaran daerah, bukan dari pedagang. Kepala dinas mengatakan bahwa tidak ada kenaikan sewa
untuk tahun ini, karena pendapatan pasar telah naik.`;
const ENGLISH = `The city opens the market again on Monday after nine months of work on its roof. Traders have moved
into their stalls, and visitors will be served from six in the morning. The work was paid for by the city and not by the
traders. The head of the department said that rents would not rise this year, because the income of the market has grown
more than it had been expected to.`;

/** Other languages, one of them near to each of the two; written for this table. */
const OTHERS: Readonly<Record<string, string>> = {
  dutch: `De gemeente opent de markt maandag weer na negen maanden werk aan het dak. De kooplieden zijn al in hun kramen
getrokken en bezoekers worden vanaf zes uur in de ochtend geholpen. Het werk is door de stad betaald en niet door de
kooplieden. Het hoofd van de dienst zei dat de huur dit jaar niet stijgt, omdat de inkomsten van de markt in de zomer
meer zijn gegroeid dan was verwacht, en dat is goed nieuws voor wie er werkt of koopt.`,
  german: `Die Stadt eröffnet den Markt am Montag wieder, nachdem neun Monate lang am Dach gearbeitet worden war. Die
Händler haben ihre Stände bezogen, und Besucher werden ab sechs Uhr früh bedient. Die Arbeiten hat die Stadt bezahlt und
nicht die Händler. Der Leiter des Amtes sagte, dass die Mieten in diesem Jahr nicht steigen, weil die Einnahmen des
Marktes stärker gewachsen sind, als man im Frühling erwartet hatte.`,
  italian: `La città riapre il mercato di lunedì dopo nove mesi di lavori al tetto di ferro. I commercianti di sempre sono
tornati ai banchi di via Roma, e i visitatori saranno serviti dalle sei di mattina. I lavori sono stati pagati dalla
città e non dai commercianti di zona. Il capo di dipartimento ha detto che gli affitti di quest'anno non aumentano.`,
  javanese: `Pasar kutha dibukak maneh dina Senin sawise sangang sasi didandani payone. Para bakul wis padha mlebu menyang
kiose dhewe-dhewe, lan wong sing arep blanja bisa teka wiwit jam enem esuk. Ragade saka kutha, ora saka bakul. Kepala
dinas kandha yen regane sewa ora mundhak ing taun iki, amarga asile pasar wis tambah akeh tinimbang sing dikira.`,
};

describe('the language of a text', () => {
  it.each([
    ['Indonesian', INDONESIAN, 'id'],
    ['English', ENGLISH, 'en'],
    ['in capitals', ENGLISH.toUpperCase(), 'en'],
    ['with a sentence in the other', `${INDONESIAN} "We are proud of it," said the engineer.`, 'id'],
    ['half and half', `${INDONESIAN}\n\n${ENGLISH}`, undefined],
    ['short', 'The market opens on Monday, and the traders have moved into their stalls.', undefined],
    ['a list of names', 'Rina Kusuma, Dimas Pratama, Anna Smith, Tom Lee. '.repeat(20), undefined],
    ['one word again and again', 'the '.repeat(500), undefined],
    ['empty', '', undefined],
    ...Object.entries(OTHERS).map(([name, text]) => [name, text, undefined] as const),
  ] as const)('%s', (_, text, expected) => {
    expect(detectLanguage(text)).toBe(expected);
  });

  it('is never guessed from fewer than forty words', () => {
    const words = fc.constantFrom(...`${INDONESIAN} ${ENGLISH}`.split(/\s+/));
    fc.assert(
      fc.property(fc.array(words, { maxLength: 39 }), (chosen) => {
        expect(detectLanguage(chosen.join(' '))).toBeUndefined();
      }),
    );
  });
});

describe('the language of a release', () => {
  const said = (text: string) => ({ text, line: 4 });
  const differs = (values: Record<string, string>) => [{ code: 'W_LANGUAGE_DIFFERS', values }];

  it.each([
    ['as it is given', said('en-GB'), 'id', ENGLISH, 'en-GB', []],
    ['given, in the newsroom’s own way of writing', said('ID_id'), 'en', INDONESIAN, 'id-ID', []],
    ['the newsroom’s where the text fits', undefined, 'id', INDONESIAN, 'id', []],
    ['the newsroom’s where the text is near it', undefined, 'jv', INDONESIAN, 'jv', []],
    ['the newsroom’s where nothing is clear', undefined, 'id', 'Night market opens', 'id', []],
    [
      'the text’s where nothing is given',
      undefined,
      'id',
      ENGLISH,
      'en',
      differs({ detected: 'en', expected: 'id', taken: 'en', other: 'id' }),
    ],
    [
      'as it is given, though the text is another’s',
      said('id'),
      'id',
      ENGLISH,
      'id',
      [{ ...differs({ detected: 'en', expected: 'id', taken: 'id', other: 'en' })[0], line: 4 }],
    ],
    [
      'the newsroom’s where none can be read',
      said('english!'),
      'id',
      ENGLISH,
      'id',
      [{ code: 'W_LANGUAGE_UNKNOWN', line: 4, found: 'english!', values: { language: 'id' } }],
    ],
  ])('is %s', (_, given, newsroom, text, language, findings) => {
    expect(settleLanguage(given, newsroom, text)).toEqual({ language, findings });
  });

  it('is found in a whole upload, by what readers see of it', () => {
    const bare = parseText(`# Market opens again\n\n${ENGLISH}\n`, { newsroom: BLORA });
    expect(bare.draft?.language).toBe('en');
    expect(codesOf(bare)).toContain('W_LANGUAGE_DIFFERS');
    const given = parseText(`---\ntitle: Pasar\nlanguage: en\n---\n\n${INDONESIAN}\n`, { newsroom: BLORA });
    expect(given.draft?.language).toBe('en');
    expect(codesOf(given)).toContain('W_LANGUAGE_DIFFERS');
    const own = parseText(`# Pasar dibuka lagi\n\n${INDONESIAN}\n`, { newsroom: BLORA });
    expect([own.draft?.language, codesOf(own).includes('W_LANGUAGE_DIFFERS')]).toEqual(['id', false]);
  });
});
