import { describe, expect, it } from 'vitest';
import type { Receipt } from '#domain/receipt/receipt.ts';
import { dataUrlOf, previewFileOf } from '#domain/site/preview-picture.ts';
import { renderReceiptPage, RECEIPT_PAGE_POLICY } from '#domain/site/render-receipt-page.ts';
import { sanitizedHtmlSchema } from '#domain/html/sanitized-html.ts';
import { aView } from '../../support/a-view.ts';

const file = (width: number, bytes: number, type = 'image/jpeg') => ({
  key: `media/${width}.${type.slice(6)}`,
  type,
  bytes,
  width,
});
const PICTURE = {
  file: file(1280, 200_000),
  renditions: [
    file(320, 20_000),
    file(320, 12_000, 'image/webp'),
    file(640, 60_000),
    file(640, 40_000, 'image/webp'),
    file(1280, 200_000),
    file(1280, 150_000, 'image/webp'),
  ],
};

describe('the file of a picture that a preview shows', () => {
  it.each([
    [300_000, 'media/1280.webp'],
    [149_999, 'media/640.webp'],
    [40_000, 'media/640.webp'],
    [19_999, 'media/320.webp'],
    [11_999, undefined],
  ])('is the widest of at most %i bytes', (maxBytes, key) => {
    expect(previewFileOf(PICTURE, maxBytes)?.key).toBe(key);
  });

  it('is an address of its own', () => {
    expect(dataUrlOf(file(1, 3), Uint8Array.of(255, 0, 128))).toBe('data:image/jpeg;base64,/wCA');
  });
});

describe('a preview', () => {
  const view = aView({
    content: {
      picture: { ...PICTURE, alt: 'Los "lama"' },
      bodyHtml: sanitizedHtmlSchema.parse(
        '<p>Isi.</p><p><img src="https://media.invalid/b.jpg" alt="Di los"></p>',
      ),
    },
  });
  const receipt: Receipt = {
    key: 'check/blora/pasar.md',
    versionId: 'v1',
    uploadedAt: '2026-03-01T08:00:00Z',
    newsroom: 'blora',
    language: 'id',
    state: 'checked',
    findings: [],
  };

  it('has in itself what is not public, in one width, and nothing else is loaded', () => {
    const inline = new Map([
      [PICTURE.file.key, 'data:image/webp;base64,AAAA'],
      ['media/b.jpg', 'data:image/webp;base64,BBBB'],
    ]);
    const page = renderReceiptPage(receipt, view, inline);
    expect(page).toContain('<img src="data:image/webp;base64,AAAA" alt="Los &quot;lama&quot;"');
    expect(page).toContain('<img src="data:image/webp;base64,BBBB" alt="Di los">');
    expect(page).not.toMatch(/srcset|\/media\//);
    expect(RECEIPT_PAGE_POLICY.split('; ')).toContain("img-src 'self' https: data:");
    expect(RECEIPT_PAGE_POLICY).toMatch(/^default-src 'none';/);
  });

  it('leaves what is public at its address', () => {
    const page = renderReceiptPage(receipt, view);
    expect(page).toContain('src="https://news.example.org/media/1280.jpeg"');
    expect(page).toContain('src="https://news.example.org/media/b.jpg"');
    expect(page).not.toContain('data:image');
  });
});
