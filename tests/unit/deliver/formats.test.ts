import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { deriveSecret } from '#domain/webhook/secret.ts';
import { anEndpoint } from '../../support/an-endpoint.ts';
import { answered, makeDeliveryWorld, RELEASE, takes } from '../../support/delivery-world.ts';

const { url } = anEndpoint();

describe.each([
  ['thin', 'application/json'],
  ['ninjs', 'application/json'],
  ['jsonfeed', 'application/feed+json'],
  ['atom', 'application/atom+xml;type=entry;charset=utf-8'],
] as const)('an endpoint that takes %s', (format, contentType) => {
  it('is sent its document, signed as the exact bytes, with type, uri and version beside it', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint({ format });
    await world.publish();
    await world.announce();
    await world.settle();
    const [{ headers, raw, atMs }] = world.received as [(typeof world.received)[number]];
    const root = (await world.deliverDeps.keyring.roots())[0]!;
    const library = new Webhook(deriveSecret(root.secret, 'ep-1', 1));
    expect(headers['webhook-signature']!.split(' ')).toContain(
      library.sign(headers['webhook-id']!, new Date(atMs), raw),
    );
    expect(headers).toMatchObject({
      'content-type': contentType,
      'webhook-event-type': 'release.published',
      'presswire-uri': 'urn:uuid:5f1413ce-a6f0-5248-a691-7cb0d3a03a73',
      'presswire-version': '1',
    });
    expect(raw.includes('began this morning')).toBe(format !== 'thin');
    expect(world.deadLetters).toEqual([]);
  });
});

describe('an endpoint that changes its format', () => {
  it('gets what was tried before in the old one, so that one webhook-id has one body', async () => {
    const world = makeDeliveryWorld();
    const endpoint = await world.endpoint({ format: 'thin' });
    world.answers.set(url, () => answered(500));
    await world.publish();
    await world.announce();
    await world.settle();
    const { format, minor } = endpoint;
    world.clock.advance(1000);
    await world.changeEndpoint('ep-1', {
      format: 'ninjs',
      wishesSince: new Date(world.clock.now()).toISOString(),
      earlierWishes: [{ format, minor, since: endpoint.createdAt }],
    });
    world.answers.set(url, takes);
    await world.pass(60_000);
    await world.change('update');
    await world.announce();
    await world.settle();
    const [first, second, third] = world.received;
    expect(second?.raw).toBe(first?.raw);
    expect(JSON.parse(third!.raw)).toMatchObject({ version: '2', standard: { name: 'ninjs' } });
    expect((await world.holders.getHolder(RELEASE, 'ep-1'))?.told?.version).toBe(2);
  });
});
