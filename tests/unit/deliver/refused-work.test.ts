import { describe, expect, it } from 'vitest';
import { answered } from '../../support/delivery-world.ts';
import { HOOK, makeJoinedWorld } from '../api/joined-world.ts';

async function aJoinedOne() {
  const world = await makeJoinedWorld();
  await world.pass(60_000);
  await world.publish();
  await world.announce();
  await world.settle();
  return world;
}

describe('work that would be lost in silence', () => {
  it('a replay of one delivery is refused while its endpoint is not active', async () => {
    const world = await aJoinedOne();
    const deliveries = await world.holders.listDeliveries(world.endpointId, { limit: 9 });
    const delivery = deliveries.find(({ releaseId }) => releaseId !== undefined);
    const replay = () => world.call('POST', `/api/deliveries/${delivery!.deliveryId}/replay`);
    await world.call('POST', `${world.path}/disable`);
    const refused = await replay();
    expect([refused.status, refused.text]).toEqual([409, expect.stringMatching(/is disabled\. Enable it/)]);
    await world.call('POST', `${world.path}/enable`);
    expect((await replay()).status).toBe(202);
    await world.call('DELETE', world.path);
    const gone = await replay();
    expect([gone.status, gone.text]).toEqual([409, expect.stringMatching(/was removed/)]);
  });

  it('a proof is not asked for again where it was given: news would wait for it', async () => {
    const world = await aJoinedOne();
    const refused = await world.call('POST', `${world.path}/verify`);
    expect([refused.status, refused.text]).toEqual([409, expect.stringMatching(/has proved itself/)]);
    expect((await world.partners.getEndpoint(world.endpointId))?.state).toBe('active');
    await world.call('POST', `${world.path}/disable`);
    expect((await world.call('POST', `${world.path}/verify`)).status).toBe(200);
  });
});

describe('a test', () => {
  it('that a firewall answers with 2xx was not delivered', async () => {
    const world = await aJoinedOne();
    world.answers.set(HOOK, () => answered(202, '', { 'x-amzn-waf-action': 'captcha' }));
    const asked = await world.call('POST', `${world.path}/test`, { event: 'release.killed' });
    await world.settle();
    const found = await world.call('GET', `/api/deliveries/${asked.json.deliveries[0]}`);
    expect(found.json).toMatchObject({
      state: 'failed',
      failedAttempts: [{ why: 'firewall', firewall: 'AWS WAF' }],
    });
  });

  it.each(['test', 'drill'])('or a drill is sent to no URL that has proved nothing: a %s', async (work) => {
    const world = await aJoinedOne();
    const before = world.received.length;
    await world.call('POST', `${world.path}/${work}`);
    await world.call('PATCH', world.path, { url: 'https://kabar2.co.id/hook' });
    world.answers.set('https://kabar2.co.id/hook', () => answered(200));
    await world.settle();
    expect(world.received.slice(before)).toEqual([]);
  });
});

it('a replay of what was never told compares times, not their spelling', async () => {
  const world = await makeJoinedWorld();
  await world.pass(60_000);
  const pointer = { releaseId: 'blora/market', firstPublicAt: '2026-03-01T08:00:00Z' };
  await world.publish({ updatedAt: pointer.firstPublicAt, firstPublicAt: pointer.firstPublicAt });
  const { deliverDeps } = world;
  deliverDeps.feeds = { ...deliverDeps.feeds, listPointers: async () => [{ ...pointer }] as never };
  const asked = { states: ['never'], since: '2026-03-01T08:00:00.000Z', until: '2026-03-01T08:00:00.000Z' };
  const { json } = await world.call('POST', `${world.path}/replay`, asked);
  await world.settle();
  expect((await world.call('GET', `${world.path}/replay/${json.id}`)).json).toMatchObject({ prompted: 1 });
});
