import { describe, expect, it } from 'vitest';
import { makeIngestWorld } from '../../support/ingest-world.ts';

describe('words that two releases of a newsroom carry', () => {
  it('are killed in both, whichever has the claim', async () => {
    for (const killed of ['blora/satu', 'blora/dua']) {
      const world = await makeIngestWorld();
      const text = (id: string): string =>
        `---\ntitle: Pasar buka lagi\nid: ${id}\n---\n\nPedagang kembali.\n`;
      await world.put('incoming/blora/satu.txt', text('satu'));
      await world.put('incoming/blora/dua.txt', text('dua'));
      await world.put(
        'commands/kill.json',
        JSON.stringify({ command: 'kill', releaseId: killed, reason: 'Salah.' }),
      );
      await world.pass(1_000);
      for (const releaseId of ['blora/satu', 'blora/dua'])
        expect(await world.deps.releases.getHead(releaseId)).toMatchObject({ state: 'killed' });
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
