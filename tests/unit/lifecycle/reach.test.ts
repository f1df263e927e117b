import { describe, expect, it } from 'vitest';
import type { Endpoint } from '#domain/partner/endpoint.ts';
import { makeWholeWorld } from '../../support/whole-world.ts';

const KEY = 'incoming/blora/pasar.txt';
const TEXT = 'Pasar buka\n\nPedagang kembali ke los yang sama.\n';
const endpoint = (name: string): Partial<Endpoint> & { endpointId: string; url: string } => ({
  endpointId: `ep-${name}`,
  url: `https://${name}.example/`,
});
const NAMES = ['active', 'disabled', 'refiltered', 'moved', 'deleted', 'stranger'] as const;

describe.each([
  ['withdraw', 'withdrawn'],
  ['kill', 'killed'],
] as const)('%s', (command, event) => {
  it('reaches every endpoint that may hold any version, and nobody else', async () => {
    const world = await makeWholeWorld();
    const at = Object.fromEntries(NAMES.map((name) => [name, endpoint(name)])) as Record<
      (typeof NAMES)[number],
      ReturnType<typeof endpoint>
    >;
    for (const name of NAMES) await world.endpoint(at[name]);
    await world.changeEndpoint('ep-stranger', { filter: { newsrooms: ['harbour'] } });
    await world.put(KEY, TEXT);
    await world.put(KEY, TEXT.replace('sama', 'baru'));
    await world.put('incoming/blora/lain.txt', 'Lain\n\nCerita yang lain sama sekali.\n');
    await world.changeEndpoint('ep-disabled', { state: 'disabled' });
    await world.put('incoming/blora/lain.txt', 'Lain\n\nCerita yang lain sama sekali, diperbarui.\n');
    await world.changeEndpoint('ep-refiltered', {
      filter: { newsrooms: ['harbour'] },
      events: ['release.published', 'release.withdrawn'],
      wishesSince: new Date(world.clock.now()).toISOString(),
      earlierWishes: [{ since: '2026-01-01T00:00:00.000Z', minor: false }],
    });
    await world.changeEndpoint('ep-moved', { url: 'https://moved-on.example/' });
    const { partners } = world;
    const gone = { endpointId: 'ep-deleted', partnerId: 'kabar', host: 'deleted.example' };
    const contactEmail = 'web@kabar.example';
    await partners.putFormerEndpoint({ ...gone, contactEmail, removedAt: '2026-03-02T08:00:00.000Z' });
    await partners.removeEndpoint('ep-deleted');
    const daily = { partnerId: 'daily', name: 'Daily', contactEmail: 'desk@daily.example' };
    await partners.putPartner({ ...daily, embargo: 'hold', endpointIds: [], createdAt: 'x', rev: 1 }, 0);

    const body = JSON.stringify({ command, releaseId: 'blora/pasar', reason: 'Ordered by the court.' });
    await world.put('commands/one.json', body);
    await world.pass(60_000);
    expect(world.sentTo('https://active.example/').at(-1)).toBe(`${event}@3`);
    expect(world.sentTo('https://refiltered.example/').at(-1)).toBe(`${event}@3`);
    expect(world.sentTo('https://moved-on.example/')).toEqual([`${event}@3`]);
    expect(world.sentTo('https://stranger.example/')).toEqual([]);
    expect(world.sentTo('https://deleted.example/')).not.toContain(`${event}@3`);
    expect(world.unreachable).toEqual(['ep-deleted', 'ep-disabled']);
    const uri = (await world.releases.getHead('blora/pasar'))?.uri ?? '';
    expect(world.mails).toEqual([
      {
        to: contactEmail,
        subject: expect.stringContaining(uri),
        text: expect.stringMatching(/ordered by the court.*deleted\.example/is),
      },
      {
        to: daily.contactEmail,
        subject: expect.stringContaining(uri),
        text: expect.stringMatching(/ordered by the court.*disabled\.example is disabled/is),
      },
    ]);
    expect(JSON.stringify(world.mails)).not.toContain('Pasar buka');
    await world.prompts.send('changes', [{ prompt: 'announce', releaseId: 'blora/pasar', look: 3 }]);
    await world.pass(60_000);
    expect([world.unreachable.length, world.mails.length]).toEqual([2, 2]);

    const before = world.sentTo('https://disabled.example/').length;
    expect(await world.holders.listParked('ep-disabled')).toContain('blora/pasar');
    await world.changeEndpoint('ep-disabled', { state: 'active' });
    await world.prompts.send('urgent', [{ prompt: 'enable', endpointId: 'ep-disabled' }]);
    await world.pass(60_000);
    expect(world.sentTo('https://disabled.example/').slice(before)).toEqual([`${event}@3`, 'updated@2']);
  });
});
