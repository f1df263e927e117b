import { describe, expect, it } from 'vitest';
import { versionJsonKey } from '#domain/site/paths.ts';
import { makeIngestWorld } from '../../support/ingest-world.ts';

const text = (id: string, words: string): string =>
  `---\ntitle: Pasar buka lagi\nid: ${id}\n---\n\n${words}\n`;

describe('words that two releases of a newsroom carry', () => {
  it('are killed in both, whichever has the claim', async () => {
    for (const killed of ['blora/satu', 'blora/dua']) {
      const world = await makeIngestWorld();
      await world.put('incoming/blora/satu.txt', text('satu', 'Pedagang kembali.'));
      await world.put('incoming/blora/dua.txt', text('dua', 'Pedagang kembali.'));
      await world.put(
        'commands/kill.json',
        JSON.stringify({ command: 'kill', releaseId: killed, reason: 'Salah.' }),
      );
      await world.pass(1_000);
      for (const releaseId of ['blora/satu', 'blora/dua'])
        expect(await world.deps.releases.getHead(releaseId)).toMatchObject({ state: 'killed' });
    }
  });

  it('are in no earlier version of a release that says something else by now, nor in one that was withdrawn', async () => {
    for (const change of ['other words', 'withdrawn'] as const) {
      const world = await makeIngestWorld();
      await world.put('incoming/blora/satu.txt', text('satu', 'Pedagang kembali.'));
      await world.put('incoming/blora/dua.txt', text('dua', 'Pedagang kembali.'));
      world.clock.advance(1_000);
      if (change === 'withdrawn') await world.remove('incoming/blora/dua.txt');
      else await world.put('incoming/blora/dua.txt', text('dua', 'Jalan raya ditutup.'));
      await world.pass(61_000);
      await world.put(
        'commands/kill.json',
        JSON.stringify({ command: 'kill', releaseId: 'blora/satu', reason: 'Salah.' }),
      );
      await world.pass(1_000);
      const head = await world.deps.releases.getHead('blora/dua');
      expect(head?.state).toBe(change === 'withdrawn' ? 'killed' : 'published');
      for (const key of await world.deps.site.list('', { limit: 1_000 })) {
        const { body } = (await world.deps.site.get(key))!;
        expect([key, new TextDecoder().decode(body)]).not.toEqual([key, expect.stringContaining('kembali')]);
      }
      const said = (await world.deps.site.get(versionJsonKey(head!, 1)))!;
      expect(said.metadata['status']).toBe('410');
      expect(JSON.parse(new TextDecoder().decode(said.body))).toMatchObject({
        pubStatus: 'canceled',
        version: change === 'withdrawn' ? '3' : '1',
      });
    }
  });

  it.each([
    ['blora', 'harbour', 'The same text was removed elsewhere'],
    ['harbour', 'blora', 'Naskah yang sama telah dihapus di tempat lain'],
  ])('killed in %s say so in the language of %s, and not where', async (newsroom, other, words) => {
    const world = await makeIngestWorld();
    for (const one of [newsroom, other])
      await world.put(`incoming/${one}/satu.txt`, 'Pasar buka lagi\n\nPedagang kembali.\n');
    const releaseId = `${newsroom}/satu`;
    await world.put('commands/kill.json', JSON.stringify({ command: 'kill', releaseId, reason: 'Salah.' }));
    await world.pass(1_000);
    const head = await world.deps.releases.getHead(`${other}/satu`);
    expect(head?.killed?.reason).toContain(words);
    expect(head?.note).toBe(head?.killed?.reason);
    expect(JSON.stringify(head)).not.toContain(releaseId);
  });
});
