import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drop, receiptOf, type ReadReceipt } from '../support/author.ts';
import { startPartner, type Partner, type Received } from '../support/partner.ts';
import { quiet } from '../support/quiet.ts';
import { documentsOf, readFeed, type Item } from '../support/read-feeds.ts';
import { join, startWhole, type WholeStack } from '../support/whole-stack.ts';

const HEADLINE = 'Perpustakaan Keliling Kini Singgah di Dua Belas Desa';
const PARAGRAPHS = [
  'Blora - Mulai pekan ini perpustakaan keliling singgah di dua belas desa yang jauh dari kota,',
  'setiap desa mendapat giliran satu hari dalam dua pekan.',
  '"Anak-anak sudah menunggu sejak bel sekolah berbunyi," kata pustakawan Wahyu Lestari, Selasa (10/02).',
  'Mobil membawa 1.400 buku, dan setiap pembaca boleh meminjam tiga.',
];
/** What the edge keeps a document for, so that with the feeds' delay a release is there within ten seconds. */
const EDGE_MS = 5_000;
/** Shaped as the network's people copy their pages. */
const PAGE = [
  '# Public Relations',
  `## ${HEADLINE}`,
  'Rina Kusuma - [BLORA.PUBLICRELATIONS.ID](http://BLORA.PUBLICRELATIONS.ID)',
  'Feb 10, 2026 - 13:20',
  `*${HEADLINE}*`,
  ...PARAGRAPHS,
].join('\n\n');

describe('a page of the newsroom dropped into the bucket', () => {
  let whole: WholeStack;
  let partner: Partner;
  let receipt: ReadReceipt;
  let webhook: Received;
  const items = new Map<string, Item[]>();

  beforeAll(async () => {
    [whole, partner] = await Promise.all([startWhole(), startPartner()]);
    await join(whole, 'kabar', partner);
    receipt = await receiptOf(
      whole,
      'blora/perpustakaan.txt',
      await drop(whole, 'blora/perpustakaan.txt', PAGE),
    );
    await quiet(whole);
    for (const path of documentsOf('blora')) items.set(path, await readFeed(whole.running.site, path));
    webhook = partner.received[0]!;
  });
  afterAll(async () => {
    await whole.stop();
    await partner.stop();
  });

  it('gets a receipt with exactly what was noticed', () => {
    expect(receipt.state).toBe('published');
    expect(receipt.release?.version).toBe(1);
    expect(receipt.findings.map(({ code }) => code).toSorted()).toEqual([
      'W_CAPTION_EQUALS_HEADLINE',
      'W_NO_BOILERPLATE',
      'W_NO_CONTACT',
      'W_PICTURE_MISSING',
      'W_SPLIT_SENTENCE',
    ]);
  });

  it.each(documentsOf('blora'))(
    'is once in %s, with its id, its headline, its own date and its whole text',
    (path) => {
      const [item, ...others] = items.get(path) ?? [];
      expect(others).toEqual([]);
      expect(item).toMatchObject({
        id: receipt.release?.uri,
        title: HEADLINE,
        publishedAt: '2026-02-10T06:20:00Z',
      });
      expect(paragraphsOf(item?.text ?? '')).toEqual([HEADLINE, ...PARAGRAPHS]);
    },
  );

  it('has a page and its JSON, with the same id', async () => {
    const url = receipt.release?.url ?? '';
    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(new RegExp(`<h1[^>]*>${HEADLINE}</h1>`));
    for (const address of [`${url}.json`, `${url}/v1.json`]) {
      const json = await fetch(address);
      expect(json.status).toBe(200);
      expect(await json.json()).toMatchObject({
        uri: receipt.release?.uri,
        version: '1',
        title: HEADLINE,
        by: 'Rina Kusuma',
        language: 'id',
        located: 'Blora',
        contentCreated: '2026-02-10T06:20:00Z',
      });
    }
  });

  it('is told once, and both verifiers of the standard take the signature', () => {
    expect(partner.received).toHaveLength(1);
    expect(webhook).toMatchObject({
      type: 'release.published',
      data: { uri: receipt.release?.uri, version: 1 },
    });
    expect(webhook.headers['webhook-id']).toBe(webhook.id);
    for (const Verifier of [StandardWebhook, SvixWebhook]) {
      const verifier = new Verifier(partner.secret);
      expect(() => verifier.verify(webhook.body, webhook.headers)).not.toThrow();
      expect(() => verifier.verify(`${webhook.body} `, webhook.headers)).toThrow(/signature/i);
    }
  });

  it('is followed by the next in the documents that readers have just been given', async () => {
    for (const path of documentsOf('blora')) await readFeed(whole.running.site, path);
    await drop(
      whole,
      'blora/jam-buka.md',
      '# Jam Buka Perpustakaan Berubah\n\nPerpustakaan buka sampai malam.\n',
    );
    await quiet(whole);
    await whole.running.advance(EDGE_MS);
    for (const path of documentsOf('blora')) {
      const titles = (await readFeed(whole.running.site, path)).map(({ title }) => title);
      expect({ path, titles }).toEqual({ path, titles: ['Jam Buka Perpustakaan Berubah', HEADLINE] });
    }
  });
});

const paragraphsOf = (html: string): string[] =>
  [...html.matchAll(/<p>(.*?)<\/p>/gs)].map(([, text = '']) =>
    text.replaceAll(/<\/?em>/g, '').replaceAll('&quot;', '"'),
  );
