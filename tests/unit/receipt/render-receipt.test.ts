import { describe, expect, it } from 'vitest';
import type { Receipt } from '#domain/receipt/receipt.ts';
import { renderReceiptJson, renderReceiptText } from '#domain/receipt/render-receipt.ts';
import { uploadStateOf } from '#domain/receipt/upload-state.ts';

const REFUSED: Receipt = {
  key: 'incoming/blora/rilis.md',
  versionId: 'v1',
  uploadedAt: '2025-01-14T09:04:00Z',
  newsroom: 'blora',
  language: 'id',
  state: 'refused',
  findings: [{ code: 'W_NO_CONTACT' }, { code: 'E_DATE_INVALID', line: 5, found: '30 Februari 2025' }],
};
const PUBLISHED: Receipt = {
  ...REFUSED,
  language: 'en',
  state: 'published',
  release: {
    id: 'blora/rilis',
    uri: 'urn:uuid:1',
    version: 1,
    headline: 'Fish market moves',
    url: 'https://x.example/n',
  },
  findings: [],
};

describe('a receipt', () => {
  it('as text says how it ended, what to put right first, and what was noticed', () => {
    expect(renderReceiptText(REFUSED)).toBe(
      [
        'Tidak diterbitkan',
        '',
        'Berkas: incoming/blora/rilis.md',
        '',
        'Yang perlu diperbaiki:',
        '- “30 Februari 2025” bukan tanggal dan jam yang ada.',
        '  Tulis tanggal sebagai tahun-bulan-hari dan jam sebagai 16:04, misalnya 2025-01-14 16:04.',
        '  (E_DATE_INVALID, baris 5)',
        '',
        'Yang kami temukan:',
        '- Tidak ada narahubung untuk pertanyaan pers.',
        '  Tambahkan contact: di bagian atas berkas, atau minta operator mengaturnya untuk newsroom Anda.',
        '  (W_NO_CONTACT)',
        '',
      ].join('\n'),
    );
  });

  it('as text names the release and where it stands', () => {
    expect(renderReceiptText(PUBLISHED)).toBe(
      'Published\nFish market moves\nhttps://x.example/n\n\nFile: incoming/blora/rilis.md\n',
    );
  });

  it('as JSON has state, release and each finding with message and remedy', () => {
    const json = JSON.parse(renderReceiptJson(REFUSED));
    expect(json).toMatchObject({ state: 'refused', key: REFUSED.key, versionId: 'v1' });
    expect(Object.keys(json.findings[1])).toEqual(['code', 'line', 'found', 'message', 'remedy']);
    expect(JSON.parse(renderReceiptJson(PUBLISHED)).release).toEqual(PUBLISHED.release);
  });

  it('is the same for the same input', () => {
    expect(renderReceiptJson(structuredClone(REFUSED))).toBe(renderReceiptJson(REFUSED));
  });
});

describe('uploadStateOf', () => {
  it.each([
    [['E_EMBARGO_HELD', 'W_NO_CONTACT'], 'held'],
    [['E_EMBARGO_NO_ZONE', 'E_EMBARGO_HELD'], 'held'],
    [['E_EMBARGO_HELD', 'E_HEADLINE_MISSING'], 'refused'],
    [['E_HEADLINE_MISSING', 'E_QUARANTINED'], 'quarantined'],
    [['E_EMPTY'], 'refused'],
  ])('%j → %s', (codes, state) => {
    expect(uploadStateOf(codes.map((code) => ({ code })))).toBe(state);
  });
});
