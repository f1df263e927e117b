import { describe, expect, test } from 'vitest';
import { MESSAGES } from '#domain/receipt/messages.ts';
import type { Receipt } from '#domain/receipt/receipt.ts';
import { renderReceiptPage } from '#domain/site/render-receipt-page.ts';
import { aView } from '../../support/a-view.ts';
import { HOSTILE_TEXTS } from '../../support/hostile-texts.ts';
import { pageElements } from '../../support/page-elements.ts';

const RECEIPT: Receipt = {
  key: 'incoming/blora/pasar.md',
  versionId: 'v1',
  uploadedAt: '2026-03-01T08:00:00Z',
  newsroom: 'blora',
  language: 'id',
  state: 'published',
  findings: [{ code: 'W_NO_CONTACT' }],
};

describe('the page of a receipt', () => {
  test('has the findings above the release as readers will see it', () => {
    const view = aView();
    const page = renderReceiptPage({ ...RECEIPT, language: 'en' }, view);
    const places = [
      MESSAGES.en.W_NO_CONTACT.message,
      'What readers will see',
      view.content!.headline + '</h1>',
    ];
    const found = places.map((text) => page.indexOf(text));
    expect(found.every((place) => place > 0)).toBe(true);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
  });

  test('is for nobody else: no script, no search engine, nothing loaded but pictures', () => {
    const page = renderReceiptPage(RECEIPT, aView());
    expect(page).toContain('<meta name="robots" content="noindex" />');
    expect(page).not.toMatch(/<script|<link|<form|<iframe| on[a-z]+=/i);
    const [policy] = pageElements(page).filter(({ attributes }) => 'http-equiv' in attributes);
    expect(policy?.attributes['content']).toMatch(/^default-src 'none';/);
    expect(policy?.attributes['content']).not.toMatch(/script-src|unsafe/);
  });

  test('says until when it waits, and only then', () => {
    const view = aView();
    const waiting = { ...view, head: { ...view.head, embargoedUntil: '2026-04-01T02:00:00Z' } };
    const page = (state: Receipt['state']) =>
      renderReceiptPage({ ...RECEIPT, language: 'en', state }, waiting);
    expect(page('embargoed')).toContain('Nobody sees it before');
    expect(page('published')).not.toContain('Nobody sees it before');
    const checked = renderReceiptPage({ ...RECEIPT, state: 'checked', would: 'embargoed' }, waiting);
    expect(checked).toContain('Belum terlihat oleh siapa pun sebelum');
  });

  test('without a text to show has the findings alone', () => {
    const page = renderReceiptPage({ ...RECEIPT, state: 'refused', findings: [{ code: 'E_EMPTY' }] });
    expect(page).toContain(MESSAGES.id.E_EMPTY.message);
    expect(page).not.toContain('<article');
  });

  test.each(Object.entries(HOSTILE_TEXTS))('keeps its elements with %s in key and findings', (_, hostile) => {
    const tags = (text: string) => {
      const findings = [{ code: 'E_KEY_INVALID', found: text }];
      const page = renderReceiptPage({ ...RECEIPT, key: `incoming/blora/${text}`, findings });
      return pageElements(page).map(({ tag, attributes }) => [tag, ...Object.keys(attributes)]);
    };
    expect(tags(hostile)).toEqual(tags('x'));
  });
});
