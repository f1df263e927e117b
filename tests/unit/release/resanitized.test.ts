import { describe, expect, it } from 'vitest';
import { sanitizedHtmlSchema } from '#domain/html/sanitized-html.ts';
import type { Content } from '#domain/release/content.ts';
import { resanitized, withCleanBody } from '#domain/release/resanitized.ts';
import { isStillImported } from '#domain/release/still-imported.ts';
import type { ChangeKind, Head } from '#domain/release/head.ts';

const html = (text: string) => sanitizedHtmlSchema.parse(text);
const SHA = 'a'.repeat(64);
const FIGURE =
  '<figure><img src="https://media.invalid/a.jpg" alt="" width="4" height="3"><figcaption>Los lama</figcaption></figure>';

function content(bodyHtml: string, picture?: string): Content {
  const file = { key: `media/${picture}.jpg`, type: 'image/jpeg', bytes: 9 };
  return {
    headline: 'Pasar buka',
    bodyHtml: html(bodyHtml),
    language: 'id',
    authors: [],
    categories: [],
    contacts: [],
    ...(picture === undefined ? {} : { picture: { sha256: picture, file } }),
  };
}

const DIRTY = '<p>Los <b onclick="x()">lama</b></p>\n<script>alert(1)</script>';

describe('a stored text, held against the sanitizer of today', () => {
  it.each<[string, Content, Content | undefined, object]>([
    ['clean', content('<p>Los lama</p>'), undefined, { kind: 'same' }],
    ['clean, with a picture in it', content(`<p>Los</p>\n${FIGURE}`), undefined, { kind: 'same' }],
    ['dirty', content(DIRTY), undefined, { kind: 'changed', bodyHtml: '<p>Los <b>lama</b></p>\n' }],
    [
      'dirty, and its file is there',
      content(DIRTY),
      content('<p>Los <b>lama</b></p>'),
      { kind: 'changed', bodyHtml: '<p>Los <b>lama</b></p>' },
    ],
    [
      'dirty, and its file has a picture that nobody approved',
      content(DIRTY),
      content(`<p>Los</p>\n${FIGURE}`, SHA),
      { kind: 'changed', bodyHtml: '<p>Los <b>lama</b></p>\n' },
    ],
    [
      'robbed of a word',
      content('<p>Los</p>'),
      content('<p>Los lama</p>'),
      { kind: 'changed', bodyHtml: '<p>Los lama</p>' },
    ],
    ['as its file is', content('<p>Los</p>'), content('<p>Los</p>'), { kind: 'same' }],
    ...[
      { contacts: [{ name: 'Sri', phone: '0812' }] },
      { boilerplate: 'Tentang Blora' },
      { headline: 'Pasar' },
      { picture: { caption: 'Los lama' } },
    ].map(
      (taken) =>
        [
          `dirty, and today's reader takes out of its file ${Object.keys(taken)[0]}`,
          content(DIRTY),
          { ...content('<p>Los</p>'), ...taken },
          { kind: 'changed', bodyHtml: '<p>Los <b>lama</b></p>\n' },
        ] satisfies [string, Content, Content, object],
    ),
    [
      'dirty, and its file is filed otherwise today',
      content(DIRTY),
      { ...content('<p>Los <b>lama</b></p>'), categories: ['Pasar'] },
      { kind: 'changed', bodyHtml: '<p>Los <b>lama</b></p>' },
    ],
  ])('%s', (_, stored, again, expected) => {
    expect(resanitized(stored, again)).toEqual(expected);
  });

  it('is shown clean', () => {
    expect(withCleanBody(content(DIRTY))).toEqual(content('<p>Los <b>lama</b></p>\n'));
  });
});

describe('whether a release is still only what was imported', () => {
  it.each<[string, boolean]>([
    ['import', true],
    ['import minor', true],
    ['import minor minor', true],
    ['import update minor', false],
    ['first minor', false],
    ['minor', false],
  ])('%s: %s', (words, expected) => {
    const kinds = words.split(' ') as ChangeKind[];
    const chain: Head['chain'] = kinds.map((kind, index) => ({
      version: index + 1,
      prev: index,
      kind,
      state: 'published',
      at: '2026-03-01T08:00:00Z',
    }));
    expect(isStillImported({ kind: kinds.at(-1)!, chain })).toBe(expected);
  });
});
