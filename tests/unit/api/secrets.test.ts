import { createPublicKey, verify as verifyWithNode } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verify } from '#domain/webhook/sign.ts';
import { runBatch } from '#platform/batch.ts';
import { TransientError } from '#platform/errors.ts';
import { makeApi } from '../../../functions/api/app.ts';
import { deliverPrompt } from '../../../functions/deliver/deliver-prompt.ts';
import { answered, takes } from '../../support/delivery-world.ts';
import { HOOK, makeJoinedWorld } from './joined-world.ts';

const HOUR = 3_600_000;
const CANARY = 'canary-root-that-nobody-may-ever-see-anywhere';

describe('a rotated secret', () => {
  test('is given to a client that names its usual type and sends no body', async () => {
    const world = await makeJoinedWorld(CANARY);
    const answer = await makeApi(world.apiDeps).request(`${world.path}/rotate-secret`, {
      method: 'POST',
      headers: { authorization: 'Bearer operator-token', 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(200);
  });

  test('signs beside the old one for as long as asked, then alone', async () => {
    const world = await makeJoinedWorld(CANARY);
    await world.pass(10_000);
    const rotated = await world.call('POST', `${world.path}/rotate-secret`);
    expect(rotated.json).toMatchObject({
      secret: expect.stringMatching(/^whsec_/),
      publicKeys: [{ id: `${world.made.json.id}.2` }, { id: `${world.made.json.id}.1` }],
      oldSecretSignsUntil: new Date(world.clock.now() + 24 * HOUR).toISOString(),
    });
    const [old, fresh] = [world.made.json.secret, rotated.json.secret];
    expect(fresh).not.toBe(old);
    const isTaken = (secret: string): boolean => {
      const { headers, raw, atMs } = world.received.at(-1)!;
      const { ['webhook-id']: id = '', ['webhook-timestamp']: timestamp = '' } = headers;
      const signature = headers['webhook-signature'] ?? '';
      const now = Math.floor(atMs / 1000);
      return verify({ id, timestamp, body: raw, signature, secrets: [secret], now, toleranceSeconds: 9 }).ok;
    };
    await world.publish();
    await world.announce();
    await world.settle();
    expect([isTaken(old), isTaken(fresh)]).toEqual([true, true]);
    await world.pass(24 * HOUR);
    await world.change('update');
    await world.announce();
    await world.settle();
    expect([isTaken(old), isTaken(fresh)]).toEqual([false, true]);
  });

  test.each([-1, 169, '24'])('is refused for an overlap of %j hours', async (overlapHours) => {
    const world = await makeJoinedWorld(CANARY);
    const answer = await world.call('POST', `${world.path}/rotate-secret`, { overlapHours });
    expect([answer.status, answer.json.detail]).toEqual([422, expect.stringMatching(/^overlapHours: /)]);
  });

  test('ends the old one at once where no overlap is wanted', async () => {
    const world = await makeJoinedWorld(CANARY);
    await world.call('POST', `${world.path}/rotate-secret`, { overlapHours: 0 });
    expect((await world.partners.getEndpoint(world.made.json.id))?.keys).toEqual([
      { root: 'r1', generation: 2 },
    ]);
  });
});

test('the public keys are at a well-known address, open and kept for minutes, and verify what is sent', async () => {
  const world = await makeJoinedWorld(CANARY);
  await world.pass(10_000);
  const response = await makeApi(world.apiDeps).request('/.well-known/webhook-keys.json');
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
  const { keys } = (await response.json()) as { keys: { kid: string; x: string }[] };
  const { headers, raw } = world.received.at(-1)!;
  expect(headers['webhook-key-ids']).toBe(keys[0]!.kid);
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: keys[0]!.x }, format: 'jwk' });
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${raw}`;
  const signature = headers['webhook-signature']!.split(' v1a,')[1]!;
  expect(verifyWithNode(null, Buffer.from(signed), key, Buffer.from(signature, 'base64'))).toBe(true);
});

test('a planted secret shows nowhere but in the two answers that give it', async () => {
  const world = await makeJoinedWorld(CANARY);
  const lines: unknown[] = [];
  const log = (...line: unknown[]): void => void lines.push(line);
  await world.pass(10_000);
  const given = [world.made.json.secret as string];
  world.answers.set(HOOK, ({ headers }) =>
    answered(500, `your secrets: ${given.join(' ')}`, { ...headers, 'x-echo': given[0]! }),
  );
  await world.publish();
  await world.announce();
  await world.settle();
  given.push((await world.call('POST', `${world.path}/rotate-secret`)).json.secret);
  world.hooks.beforePost = () => {
    throw new TransientError('no socket', { code: 'EMFILE' });
  };
  await runBatch(
    { Records: [recordOf({ prompt: 'deliver', releaseId: 'blora/market', endpointId: world.made.json.id })] },
    {
      parse: (body) => JSON.parse(body),
      handle: ({ message }) => deliverPrompt(world.deliverDeps, message),
      sendToDeadLetter: async () => undefined,
      delayRetry: async () => undefined,
      logger: { debug: log, info: log, warn: log, error: log },
    },
  );
  delete world.hooks.beforePost;
  await world.pass(2 * HOUR);
  world.answers.set(HOOK, takes);
  await world.pass(24 * HOUR);
  const paths = ['/api/partners', '/api/partners/kabar', '/api/partners/kabar/endpoints', world.path];
  const shown = await Promise.all(
    [...paths, '/api/partners/kabar/deliveries', '/.well-known/webhook-keys.json', '/api/tokens'].map(
      (path) => world.call('GET', path),
    ),
  );
  const deliveries = await world.holders.listDeliveries(world.made.json.id, { limit: 99 });
  const attempts = await Promise.all(
    deliveries.map(({ deliveryId }) => world.call('GET', `/api/deliveries/${deliveryId}`)),
  );
  const kept = [
    lines,
    shown.map(({ text }) => text),
    attempts.map(({ text }) => text),
    world.received.map(({ headers, raw }) => ({ headers, raw })),
    await world.partners.listPartners(),
    await world.partners.getEndpoint(world.made.json.id),
    await world.partners.getHealth(world.made.json.id),
    await world.holder(world.made.json.id),
    await world.apiDeps.audit.list('2026-03-01', { limit: 99 }),
    world.deadLetters.map(String),
    world.bugs.map(String),
    world.made.headers,
  ];
  const text = JSON.stringify(kept);
  expect(text).toContain('receiver-error');
  expect(text.length).toBeGreaterThan(5_000);
  const bare = given.map((secret) => secret.replace('whsec_', ''));
  const forms = [CANARY, Buffer.from(CANARY).toString('base64'), Buffer.from(CANARY).toString('hex')];
  for (const secret of [...given, ...bare, ...forms, 'whsk_', 'whsec_']) expect(text).not.toContain(secret);
});

function recordOf(message: object) {
  return {
    messageId: 'm1',
    receiptHandle: 'h1',
    body: JSON.stringify(message),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1',
      ApproximateFirstReceiveTimestamp: '1',
      SenderId: 'x',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:1:deliveries',
    awsRegion: 'eu-west-1',
  };
}
