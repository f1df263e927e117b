import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { htmlToText } from '#domain/html/text.ts';
import { BLORA, codesOf, parseText } from '../../support/upload.ts';

/** The first real page, which belongs to its issuer and is therefore not part of the project. */
const SEEDS = fileURLToPath(new URL('../../../../shared/seeds/', import.meta.url));
const files = existsSync(SEEDS) ? readdirSync(SEEDS).filter((name) => name.endsWith('.txt')) : [];
const reason = files.length === 0 ? ' (skipped: the seeds are not beside the checkout)' : '';

describe.skipIf(files.length === 0)(`the first real page${reason}`, () => {
  const [name] = files;
  // Vitest reads a skipped block, too.
  const bytes = name === undefined ? Buffer.alloc(0) : readFileSync(`${SEEDS}${name}`);
  const lines = bytes.toString('utf8').split('\n');

  it('becomes the release that its readers know', () => {
    const { draft } = parseText(bytes, { name: 'page.txt' });
    const headline = lines.find((line) => line.startsWith('## '))?.slice(3);
    const paragraphs = lines
      .slice(lines.findIndex((line) => line.startsWith('Blora - ')))
      .filter((line) => line !== '');
    expect(draft).toMatchObject({
      headline,
      authors: ['Dheny Window'],
      datedAt: '2025-01-14T09:04:00Z',
      dateline: 'Blora',
      language: 'id',
      picture: { caption: headline },
    });
    expect(paragraphs).toHaveLength(6);
    expect(draft && htmlToText(draft.bodyHtml).split('\n')).toEqual(paragraphs.map((line) => line.trim()));
  });

  it('has exactly the findings that it should have', () => {
    const known = ['W_CAPTION_EQUALS_HEADLINE', 'W_PICTURE_MISSING', 'W_SPLIT_SENTENCE'];
    expect(codesOf(parseText(bytes)).toSorted()).toEqual(
      [...known, 'W_NO_BOILERPLATE', 'W_NO_CONTACT'].toSorted(),
    );
    const newsroom = { ...BLORA, defaults: { contacts: [{ name: 'Humas' }], boilerplate: 'Desk.' } };
    expect(codesOf(parseText(bytes, { newsroom })).toSorted()).toEqual(known);
  });

  it('reads the same with Windows line ends and from another name', () => {
    const crlf = new TextEncoder().encode(lines.join('\r\n'));
    expect(parseText(crlf, { name: 'other.md' })).toEqual(parseText(bytes, { name: 'page.txt' }));
  });
});
