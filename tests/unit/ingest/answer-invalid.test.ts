import { describe, expect, it } from 'vitest';
import { makeIngestWorld } from '../../support/ingest-world.ts';

const DOTS = 'incoming/blora/../kendal/pasar.md';

describe('a key that is no place inside a newsroom', () => {
  const TABLE = [
    { key: DOTS, language: 'id' },
    { key: 'incoming/harbour/a%2Fb.md', language: 'en' },
    { key: 'incoming/nobody/../x.md', language: 'en' },
    { key: 'elsewhere/pasar.md', language: 'en' },
  ];
  it.each(TABLE)('is answered, $key in the language $language', async ({ key, language }) => {
    const world = await makeIngestWorld();
    const { deps } = world;
    await world.put(key, 'x');
    const [place] = (await deps.receipts.list('receipts/', { limit: 9 })).filter((one) =>
      one.endsWith('.json'),
    );
    const receipt = JSON.parse(new TextDecoder().decode((await deps.receipts.get(place!))?.body));
    expect(receipt).toMatchObject({ language, state: 'refused', findings: [{ code: 'E_KEY_INVALID' }] });
    expect(await deps.releases.getHead('blora/pasar')).toBeUndefined();
  });

  it('is answered once for each version, however often it is prompted', async () => {
    const world = await makeIngestWorld();
    const { receipts } = world.deps;
    let writes = 0;
    world.deps.receipts = {
      ...receipts,
      put: (...args) => {
        writes += 1;
        return receipts.put(...args);
      },
    };
    await world.put(DOTS, 'x');
    const once = writes;
    for (let time = 0; time < 3; time += 1) await world.ingest({ prompt: 'key', key: DOTS });
    expect(writes).toBe(once);
    await world.put(DOTS, 'y');
    expect(writes).toBe(2 * once);
    await world.remove(DOTS);
    expect((await world.deps.sources.getSource(DOTS))?.taken?.versionId).toBe(
      (await world.drop.listVersions(DOTS)).at(-1)?.versionId,
    );
  });
});
