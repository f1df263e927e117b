import { describe, expect, it } from 'vitest';
import { carriedBy, type EndpointFacts } from '#domain/receipt/carried.ts';
import { keptReceipt } from '#domain/receipt/kept-receipt.ts';
import { carriedMail, receiptMail } from '#domain/receipt/receipt-mail.ts';
import type { Receipt } from '#domain/receipt/receipt.ts';
import { renderReceiptText } from '#domain/receipt/render-receipt.ts';
import type { Holder } from '#domain/webhook/holder.ts';

const RECEIPT: Receipt = {
  key: 'incoming/blora/pasar.md',
  versionId: 'v1',
  uploadedAt: '2026-03-01T08:00:00Z',
  newsroom: 'blora',
  language: 'en',
  state: 'published',
  release: {
    id: 'blora/pasar',
    uri: 'urn:uuid:1',
    version: 1,
    headline: 'Market opens',
    url: 'https://x.example/n',
  },
  findings: [{ code: 'W_DATE_AHEAD' }, { code: 'W_NO_CONTACT', line: 3 }],
};

describe('the mail that answers an upload', () => {
  it('is the text of its receipt, findings with the values that they name', () => {
    const refused: Receipt = {
      ...RECEIPT,
      language: 'id',
      state: 'refused',
      findings: [{ code: 'E_TOO_LARGE', values: { bytes: '300000' } }],
    };
    for (const receipt of [RECEIPT, refused]) {
      expect(receiptMail(keptReceipt(receipt)).text).toBe(renderReceiptText(receipt));
    }
  });

  it.each([
    [{}, 'Published: Market opens'],
    [{ language: 'id' }, 'Sudah terbit: Market opens'],
    [
      { release: { ...RECEIPT.release!, headline: 'A\r\nBcc: x@y.example\u0000\u202e' } },
      'Published: A Bcc: x@y.example ',
    ],
  ])('has a subject of one line: %j', (changes, subject) => {
    expect(receiptMail(keptReceipt({ ...RECEIPT, ...changes })).subject).toBe(subject);
  });

  it('names the file where there is no release', () => {
    const { release: _release, ...rest } = RECEIPT;
    const mail = receiptMail(keptReceipt({ ...rest, state: 'checked', would: 'refused' }));
    expect(mail.subject).toBe('Only checked: nothing was published: pasar.md');
    expect(mail.text).toContain('Uploaded for publication it would be: Not published');
  });
});

describe('the mail ten minutes later', () => {
  it('says how many partners have it and where they carry it', () => {
    const mail = carriedMail(keptReceipt(RECEIPT), { partners: 15, told: 14, urls: ['https://a.example/1'] });
    expect(mail.subject).toBe('Delivered to 14 of 15 partners: Market opens');
    expect(mail.text).toBe(
      'Delivered to 14 of 15 partners. The others are tried again for some days.\n\nCarried at:\n- https://a.example/1\n\nMarket opens\nhttps://x.example/n\n\nFile: incoming/blora/pasar.md\n',
    );
  });

  const holder = (told?: Holder['told'], url?: string): Holder => ({
    releaseId: 'blora/pasar',
    endpointId: 'e',
    rev: 1,
    ...(told === undefined ? {} : { told }),
    ...(url === undefined ? {} : { pickup: { url, version: 1 } }),
  });
  const has = holder({ version: 1, event: 'release.published' }, 'https://a.example/1');
  const nothing = { kind: 'nothing' } as const;
  const tell = { kind: 'tell', event: 'release.published', version: 1 } as const;
  const facts = (
    partnerId: string,
    what: Partial<EndpointFacts>,
    state = 'active' as const,
  ): EndpointFacts => ({
    endpoint: { partnerId, state },
    holder: undefined,
    telling: nothing,
    ...what,
  });

  it.each<[string, EndpointFacts[], [number, number]]>([
    ['nobody', [], [0, 0]],
    ['one that has it', [facts('a', { holder: has })], [1, 1]],
    ['one that is owed it', [facts('a', { telling: tell })], [0, 1]],
    [
      'one with two endpoints, one of them owed',
      [facts('a', { holder: has }), facts('a', { telling: tell })],
      [0, 1],
    ],
    ['whoever it is not for', [facts('a', {}), facts('b', { holder: has })], [1, 1]],
    [
      'what was taken down',
      [facts('a', { holder: holder({ version: 2, event: 'release.withdrawn' }, 'https://gone.example/') })],
      [0, 0],
    ],
    [
      'an advance copy alone',
      [facts('a', { holder: holder({ version: 1, event: 'release.embargoed' }) })],
      [0, 0],
    ],
  ])('counts %s', (_, given, [told, partners]) => {
    expect(carriedBy(given)).toMatchObject({ told, partners });
    expect(carriedBy(given).urls).not.toContain('https://gone.example/');
  });

  it('does not count an endpoint that has not proved whose it is', () => {
    const pending = facts('a', { telling: tell });
    expect(carriedBy([{ ...pending, endpoint: { partnerId: 'a', state: 'pending' } }]).partners).toBe(0);
  });
});
