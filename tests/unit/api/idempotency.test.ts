import { describe, expect, it } from 'vitest';
import { makeApi } from '../../../functions/api/app.ts';
import { seal, sealingKey, unseal } from '../../../functions/api/sealed-answer.ts';
import { aNetwork } from './a-network.ts';
import { OPERATOR } from './api-world.ts';

const KEY = { 'idempotency-key': '7f9b0f5e' };
const BODY = { id: 'baru', name: 'Baru', contactEmail: 'a@baru.example' };

describe('Idempotency-Key', () => {
  it('gives the same answer again, token and all, and does the work once', async () => {
    const { call, deps } = await aNetwork();
    const first = await call('POST', '/api/partners', BODY, OPERATOR, KEY);
    const again = await call('POST', '/api/partners', BODY, OPERATOR, KEY);
    expect([first.status, again.status, again.json]).toEqual([201, 201, first.json]);
    expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    const records = await deps.audit.list('2026-03-01', { limit: 100 });
    expect(records.filter(({ subject }) => subject === 'baru')).toHaveLength(1);
  });

  it('keeps no token in the clear', async () => {
    const { call, deps } = await aNetwork();
    const kept: string[] = [];
    const stored = { ...deps.idempotency };
    deps.idempotency.putRequest = (record, rev) => {
      kept.push(JSON.stringify(record));
      return stored.putRequest(record, rev);
    };
    const { json } = await call('POST', '/api/partners', BODY, OPERATOR, KEY);
    expect(kept).toHaveLength(2);
    expect(kept.join()).not.toContain(json.token);
    expect(kept.join()).not.toContain(KEY['idempotency-key']);
  });

  it('refuses another request under the same key, and another token knows nothing of it', async () => {
    const { call, tokens } = await aNetwork();
    await call('POST', '/api/partners', BODY, OPERATOR, KEY);
    const other = await call('POST', '/api/partners', { ...BODY, id: 'lagi' }, OPERATOR, KEY);
    expect([other.status, other.json.detail]).toEqual([422, expect.stringContaining('Idempotency-Key')]);
    const stranger = await call('POST', '/api/partners', BODY, tokens.kabar, KEY);
    expect(stranger.status).toBe(404);
  });

  it('lets what was refused be put right under the same key', async () => {
    const { call } = await aNetwork();
    const wrong = await call('POST', '/api/partners', { ...BODY, contactEmail: 'nobody' }, OPERATOR, KEY);
    const right = await call('POST', '/api/partners', BODY, OPERATOR, KEY);
    expect([wrong.status, right.status]).toEqual([422, 201]);
  });

  it('is forgotten after a day', async () => {
    const { call, deps } = await aNetwork();
    await call('POST', '/api/tokens', { role: 'operator' }, OPERATOR, KEY);
    deps.clock.advance(24 * 3_600_000);
    const again = await call('POST', '/api/tokens', { role: 'operator' }, OPERATOR, KEY);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, null]);
  });

  it('waits for a request under way, and takes over from one that was cut off', async () => {
    const { call, deps, api } = await aNetwork();
    const held = Promise.withResolvers<void>();
    const slow = makeApi({
      ...deps,
      partners: {
        ...deps.partners,
        async putPartner() {
          await held.promise;
          throw new Error('cut off');
        },
      },
    });
    const request = {
      method: 'POST',
      headers: { authorization: `Bearer ${OPERATOR}`, 'content-type': 'application/json', ...KEY },
      body: JSON.stringify(BODY),
    };
    const begun = Promise.withResolvers<void>();
    const stored = { ...deps.idempotency };
    deps.idempotency.putRequest = async (record, rev) => {
      const written = await stored.putRequest(record, rev);
      begun.resolve();
      return written;
    };
    const first = slow.request('/api/partners', request);
    await begun.promise;
    const second = await api.request('/api/partners', request);
    expect([second.status, second.headers.get('retry-after')]).toEqual([409, '1']);
    deps.clock.advance(61_000);
    expect((await call('POST', '/api/partners', BODY, OPERATOR, KEY)).status).toBe(201);
    held.resolve();
    expect((await first).status).toBe(500);
    expect((await call('POST', '/api/partners', BODY, OPERATOR, KEY)).status).toBe(201);
  });

  it.each(['', 'é', 'a b', 'x'.repeat(256)])('refuses the key %j', async (key) => {
    const { call } = await aNetwork();
    const headers = { 'idempotency-key': Buffer.from(key).toString('latin1') };
    expect((await call('POST', '/api/partners', BODY, OPERATOR, headers)).status).toBe(422);
  });
});

describe('a sealed answer', () => {
  it('opens for the same token and key only', () => {
    const nonce = new Uint8Array(12);
    const sealed = seal('{"token":"é"}', sealingKey('bearer', 'key'), nonce);
    expect(unseal(sealed, sealingKey('bearer', 'key'))).toBe('{"token":"é"}');
    expect(() => unseal(sealed, sealingKey('bearer', 'other'))).toThrow(/authenticate/);
    expect(() => unseal(sealed, sealingKey('other', 'key'))).toThrow(/authenticate/);
    expect(() => unseal(`A${sealed}`, sealingKey('bearer', 'key'))).toThrow(/authenticate/);
  });
});
