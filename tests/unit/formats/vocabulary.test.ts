import { expect, test } from 'vitest';
import { makeIngestWorld, BLORA } from '../../support/ingest-world.ts';

const release = (categories: string): string => `---
headline: Pasar malam pindah ke alun-alun
categories: ${categories}
---

Pasar malam pindah ke alun-alun mulai Sabtu.

Warga dapat masuk dari dua pintu.
`;

test('the receipt names the known category that is nearest; a spelling that means the same is taken', async () => {
  const world = await makeIngestWorld();
  await world.deps.newsrooms.putNewsroom({ ...BLORA, vocabulary: ['pasar-malam', 'kesehatan', 'olahraga'] });
  await world.put('incoming/blora/satu.md', release('Pasar Malam, olah raga gembira'));
  const receipt = await world.receipt('blora/satu.md');
  expect(receipt.state).toBe('published');
  const [finding] = receipt.findings.filter(({ code }: { code: string }) => code === 'W_UNKNOWN_CATEGORY');
  expect([finding.found, finding.message]).toEqual([
    'olah raga gembira',
    expect.stringContaining('olahraga'),
  ]);
  const head = await world.deps.releases.getHead('blora/satu');
  expect(head?.categories).toEqual(['pasar-malam']);
  expect(head?.feeds).toContain('n/blora/c/pasar-malam');
  expect(head?.feeds.filter((id) => id.includes('olah'))).toEqual([]);
});
