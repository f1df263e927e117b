import { describe, expect, it } from 'vitest';
import { makeMemoryHolderStore } from '#adapters/memory/holder-store.ts';
import { makeMemoryMailer } from '#adapters/memory/mailer.ts';
import { makeMemoryPartnerStore } from '#adapters/memory/partner-store.ts';
import type { ReceiptMailPrompt } from '#domain/prompt/prompt.ts';
import { mailReceipt } from '../../../functions/deliver/mail-receipt.ts';
import { anEndpoint } from '../../support/an-endpoint.ts';
import { BLORA, HARBOUR, makeIngestWorld } from '../../support/ingest-world.ts';

const KEY = 'incoming/blora/pasar.md';
const TEXT = `---
title: Pasar Sidomakmur buka kembali
---

Pedagang kembali ke los yang sama mulai pagi ini, dan perbaikan atap selesai lebih cepat dari rencana semula.
`;
const LATER = TEXT.replace('title', 'embargo: 2026-03-01 20:00 WIB\ntitle');

/** Ingest, and a mailer that looks every time that something is due. */
async function makeMailWorld(newsrooms = [{ ...BLORA, contactEmail: 'humas@blora.example' }]) {
  const world = await makeIngestWorld();
  for (const newsroom of newsrooms) await world.deps.newsrooms.putNewsroom(newsroom);
  const mailer = makeMemoryMailer();
  const stores = { holders: makeMemoryHolderStore(), partners: makeMemoryPartnerStore() };
  const deps = { ...world.deps, ...stores, mailer };
  const planned = async () => {
    const until = new Date(world.clock.now()).toISOString();
    const lists = await Promise.all(
      Array.from({ length: 16 }, (_, shard) => world.due.listDue(shard, until, 1_000)),
    );
    return lists.flat().filter(({ kind }) => kind === 'mail-receipt');
  };
  const work = async () => {
    const done: string[] = [];
    for (const due of await planned()) {
      await world.due.removeDue(due);
      done.push(await mailReceipt(deps, due.prompt as ReceiptMailPrompt));
    }
    return done;
  };
  return { ...world, ...stores, deps, mailer, planned, work };
}

type MailWorld = Awaited<ReturnType<typeof makeMailWorld>>;

async function tell({ holders, partners }: MailWorld, endpointId: string, version?: number, url?: string) {
  await partners.putEndpoint(anEndpoint({ endpointId, partnerId: endpointId }), 0);
  if (version === undefined) return;
  const told = { version, event: 'release.published' } as const;
  const pickup = url === undefined ? {} : { pickup: { url, version } };
  await holders.putHolder({ releaseId: 'blora/pasar', endpointId, rev: 1, told, ...pickup }, 0);
}

describe('mails about receipts', () => {
  it('go to the newsroom that has an address, one for each upload that is answered', async () => {
    const world = await makeMailWorld();
    await world.put(KEY, '');
    await world.put(KEY, TEXT);
    await world.put(KEY, TEXT);
    await world.put('check/blora/pasar.md', TEXT);
    await world.put('incoming/harbour/x.md', TEXT);
    expect(await world.work()).toEqual(['mailed', 'mailed', 'mailed', 'mailed']);
    expect(new Set(world.mailer.sent.map(({ to }) => to))).toEqual(new Set(['humas@blora.example']));
    expect(world.mailer.sent.map(({ subject }) => subject).toSorted()).toEqual([
      'Hanya diperiksa: tidak ada yang diterbitkan: pasar.md',
      'Sudah terbit: Pasar Sidomakmur buka kembali',
      'Tidak berubah: naskah ini sudah pernah terbit: Pasar Sidomakmur buka kembali',
      'Tidak diterbitkan: pasar.md',
    ]);
  });

  it('are not written twice when everything is done again', async () => {
    const world = await makeMailWorld();
    await world.put(KEY, TEXT);
    const before = await world.planned();
    await world.work();
    for (const due of before) await world.due.putDue(due);
    await world.ingest({ prompt: 'key', key: KEY });
    expect(await world.work()).toEqual(['mailed-before']);
    expect(world.mailer.sent).toHaveLength(1);
  });

  it('are written again where the mail was not taken, and at most twice where the mark was not', async () => {
    const world = await makeMailWorld();
    await world.put(KEY, TEXT);
    const [due] = await world.planned();
    const prompt = due!.prompt as ReceiptMailPrompt;
    const refuses = { send: async () => Promise.reject(new Error('down')) };
    await expect(mailReceipt({ ...world.deps, mailer: refuses }, prompt)).rejects.toThrow('down');
    const newsrooms = {
      ...world.deps.newsrooms,
      putMailed: async () => Promise.reject(new Error('cut off')),
    };
    await expect(mailReceipt({ ...world.deps, newsrooms }, prompt)).rejects.toThrow('cut off');
    expect(await mailReceipt(world.deps, prompt)).toBe('mailed');
    expect(await mailReceipt(world.deps, prompt)).toBe('mailed-before');
    expect(world.mailer.sent).toHaveLength(2);
  });

  it('say ten minutes later who has it and where', async () => {
    const world = await makeMailWorld();
    await world.put(KEY, TEXT);
    await world.work();
    await tell(world, 'a', 1, 'https://a.example/pasar');
    await tell(world, 'b', 1);
    await tell(world, 'c');
    world.clock.advance(599_000);
    expect(await world.work()).toEqual([]);
    world.clock.advance(1_000);
    expect(await world.work()).toEqual(['mailed']);
    const [, mail] = world.mailer.sent;
    expect(mail?.subject).toBe('Sudah dikirim kepada 2 dari 3 mitra: Pasar Sidomakmur buka kembali');
    expect(mail?.text).toContain('- https://a.example/pasar\n');
  });

  it('count the ten minutes of a text that waited for a picture from when it went without', async () => {
    const world = await makeMailWorld();
    await world.put(KEY, TEXT.replace('---\n\n', 'picture: pasar.jpg\n---\n\n'));
    await tell(world, 'a');
    world.clock.advance(15 * 60_000);
    await world.ingest({ prompt: 'key', key: KEY });
    expect(await world.work()).toEqual(['mailed']);
    await tell(world, 'a', 1);
    world.clock.advance(599_000);
    expect(await world.work()).toEqual([]);
    world.clock.advance(1_000);
    expect(await world.work()).toEqual(['mailed']);
    expect(world.mailer.sent[1]?.subject).toMatch(/^Sudah dikirim kepada 1 dari 1/);
  });

  it('count them from the approval of a second person', async () => {
    const world = await makeMailWorld([
      { ...BLORA, contactEmail: 'humas@blora.example', rules: { review: true } },
    ]);
    const { versionId } = await world.put(KEY, TEXT);
    await world.work();
    await tell(world, 'a', 1);
    world.clock.advance(3_600_000);
    const command = { command: 'approve', key: KEY, versionId, actor: 'author:blora' };
    await world.put('commands/approve/1.json', JSON.stringify(command));
    expect(await world.work()).toEqual(['mailed']);
    world.clock.advance(599_000);
    expect(await world.work()).toEqual([]);
    world.clock.advance(1_000);
    expect(await world.work()).toEqual(['mailed']);
  });

  it('say nothing of partners while a release waits, and count from the time that it is public', async () => {
    const world = await makeMailWorld();
    await world.put(KEY, LATER);
    await tell(world, 'a', 1);
    expect(await world.work()).toEqual(['mailed']);
    expect(world.mailer.sent[0]?.subject).toMatch(/^Diembargo/);
    world.clock.advance(3_600_000);
    expect(await world.work()).toEqual([]);
    world.clock.advance(4 * 3_600_000 + 590_000);
    const early = await world.planned();
    expect(early).toHaveLength(0);
    world.clock.advance(13_000);
    // Nobody has lifted it: it is as far from the public as before.
    expect(await world.work()).toEqual(['over']);
    expect(world.mailer.sent).toHaveLength(1);
  });

  it('leave out what is another upload’s by then, and what was taken back', async () => {
    const world = await makeMailWorld();
    await world.put(KEY, TEXT);
    await tell(world, 'a', 1);
    await world.put(KEY, TEXT.replace('pagi ini', 'besok pagi'));
    world.clock.advance(600_000);
    expect((await world.work()).toSorted()).toEqual(['mailed', 'mailed', 'mailed', 'over']);
    const again = await makeMailWorld();
    await again.put(KEY, TEXT);
    await tell(again, 'a', 1);
    await again.remove(KEY);
    await again.pass(61_000);
    again.clock.advance(600_000);
    await again.work();
    expect(again.mailer.sent.filter(({ subject }) => subject.includes('dikirim'))).toEqual([]);
  });

  it('are never about another newsroom’s receipt', async () => {
    const world = await makeMailWorld([
      { ...BLORA, contactEmail: 'humas@blora.example' },
      { ...HARBOUR, contactEmail: 'press@harbour.example' },
    ]);
    await world.put(KEY, TEXT);
    const [due] = await world.planned();
    const forged = { ...(due!.prompt as ReceiptMailPrompt), newsroom: 'harbour' };
    expect(await mailReceipt(world.deps, forged)).toBe('over');
    expect(world.mailer.sent).toEqual([]);
  });
});
