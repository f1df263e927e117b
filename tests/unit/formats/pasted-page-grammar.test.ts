import { expect, it } from 'vitest';
import { htmlToText } from '#domain/html/text.ts';
import { generatePastedPage } from '../../support/pasted-page-grammar.ts';
import { BLORA, codesOf, parseText } from '../../support/upload.ts';

const FIRST_SEED = Number(process.env['PASTED_PAGE_SEED'] ?? 20_250_114);
const PAGES = 200;

/** What a page without defaults may be told; nothing else. */
const EXPECTED = new Set(['W_NO_CONTACT', 'W_NO_BOILERPLATE', 'W_PICTURE_MISSING']);

it(`reads every field of ${PAGES} generated pages (first seed ${FIRST_SEED})`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + PAGES; seed += 1) {
    const { text, expected } = generatePastedPage(seed, BLORA.host);
    const result = parseText(text, { name: 'page.txt' });
    const { draft } = result;
    const read = {
      headline: draft?.headline,
      authors: draft?.authors,
      datedAt: draft?.datedAt,
      ...(draft?.picture?.caption === undefined ? {} : { caption: draft.picture.caption }),
      ...(draft?.dateline === undefined ? {} : { dateline: draft.dateline }),
      paragraphs: draft && htmlToText(draft.bodyHtml).split('\n'),
    };
    const unexpected = codesOf(result).filter((code) => !EXPECTED.has(code));
    expect({ seed, ...read, unexpected, text }).toEqual({ seed, ...expected, unexpected: [], text });
    expect(codesOf(result).includes('W_PICTURE_MISSING')).toBe(expected.caption !== undefined);
  }
});
