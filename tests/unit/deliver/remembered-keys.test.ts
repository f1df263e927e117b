import { expect, it } from 'vitest';
import { makeMemoryKeyring } from '#adapters/memory/keyring.ts';
import { signingKeysAt } from '#domain/webhook/secret.ts';
import { signingKeysOf } from '../../../functions/deliver/remembered-keys.ts';
import { anEndpoint } from '../../support/an-endpoint.ts';

const NOW = Date.parse('2026-03-01T08:00:00Z');
const root = (fill: number) => [{ id: 'r1', secret: new Uint8Array(32).fill(fill) }];

it('remembers the keys of an endpoint, until they are others', async () => {
  const rotated = anEndpoint({
    keys: [
      { root: 'r1', generation: 2 },
      { root: 'r1', generation: 1, until: '2026-03-01T09:00:00.000Z' },
    ],
  });
  const keyring = makeMemoryKeyring(root(1));
  for (const [endpoint, now] of [
    [anEndpoint(), NOW],
    [rotated, NOW],
    [rotated, NOW + 3_600_000],
    [anEndpoint({ endpointId: 'ep-2' }), NOW],
    [anEndpoint(), NOW],
  ] as const) {
    expect(await signingKeysOf(keyring, endpoint, now)).toEqual(signingKeysAt(endpoint, root(1), now));
  }
  let reads = 0;
  const counted = { roots: async () => ((reads += 1), root(2)) };
  const [first, second] = [
    await signingKeysOf(counted, anEndpoint(), NOW),
    await signingKeysOf(counted, anEndpoint(), NOW),
  ];
  expect([first === second, reads]).toEqual([true, 1]);
  expect(first).toEqual(signingKeysAt(anEndpoint(), root(2), NOW));
});

it('remembers no more than it has room for', async () => {
  let reads = 0;
  const keyring = { roots: async () => ((reads += 1), root(3)) };
  const ask = (n: number) => signingKeysOf(keyring, anEndpoint({ endpointId: `ep-${n}` }), NOW);
  for (let n = 0; n <= 2_000; n += 1) await ask(n);
  await ask(2_000);
  expect(reads).toBe(2_001);
  await ask(0);
  expect(reads).toBe(2_002);
});
