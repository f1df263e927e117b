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
});
