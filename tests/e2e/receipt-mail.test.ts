import { afterAll, beforeAll, expect, it } from 'vitest';
import { drop, receiptOf } from '../support/author.ts';
import { startPartner, type Partner } from '../support/partner.ts';
import { until } from '../support/until.ts';
import { join, startWhole, type WholeStack } from '../support/whole-stack.ts';

let whole: WholeStack;
let partner: Partner;

beforeAll(async () => {
  whole = await startWhole();
  partner = await startPartner(whole.running.now);
}, 120_000);

afterAll(async () => {
  await partner?.stop();
  await whole?.stop();
});

it(
  'a sample newsroom is mailed its receipt, and ten minutes later who has the release',
  { timeout: 180_000 },
  async () => {
    const { running } = whole;
    await join(whole, 'kabar', partner);
    const text = '# Pasar malam dibuka\n\nPasar malam dibuka hari Sabtu di Alun-Alun.\n';
    const receipt = await receiptOf(
      whole,
      'blora/pasar-malam.md',
      await drop(whole, 'blora/pasar-malam.md', text),
    );
    expect(receipt).toMatchObject({ state: 'published' });
    const mail = (subject: string) =>
      until(
        `a mail "${subject}"`,
        async () => running.aws.outbox.mails.find((one) => one.subject.startsWith(subject)),
        { moving: () => running.advance(30_000), patienceMs: 90_000 },
      );
    const answer = await mail('Sudah terbit: Pasar malam dibuka');
    expect(answer.to).toEqual(['humas@blora.example']);
    expect(answer.text).toContain('W_NO_CONTACT');
    const carried = await mail('Sudah dikirim kepada');
    expect(carried.to).toEqual(['humas@blora.example']);
    expect(carried.subject).toBe('Sudah dikirim kepada 1 dari 1 mitra: Pasar malam dibuka');
  },
);
