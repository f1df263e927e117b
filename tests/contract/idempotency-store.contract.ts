import { describe, expect, it } from 'vitest';
import type { IdempotencyStore } from '#ports/idempotency-store.ts';
import { ONE_WINNER, race, type Harness } from './harness.ts';

const record = (rev: number) => ({
  tokenHash: 't',
  keyHash: 'k',
  requestHash: 'r',
  until: '2025-01-14T02:04:41Z',
  rev,
  expiresAtSeconds: 1_744_000_000,
});
const DONE = { status: 201, contentType: 'application/json', answer: 'c2VhbGVk', answerHash: 'h' };

/** What every `IdempotencyStore` does. */
export function idempotencyStoreContract({ make }: Harness<IdempotencyStore>): void {
  describe('IdempotencyStore', () => {
    it('lets one of many begin, and keeps what it answered', async () => {
      const store = await make();
      expect(await store.getRequest('t', 'k')).toBeUndefined();
      expect(await race(20, () => store.putRequest(record(1), 0))).toEqual(ONE_WINNER);
      expect(await store.putRequest({ ...record(2), done: DONE }, 1)).toBe('written');
      expect(await store.getRequest('t', 'k')).toEqual({ ...record(2), done: DONE });
      expect(await store.getRequest('u', 'k')).toBeUndefined();
    });

    it('removes one on its rev only', async () => {
      const store = await make();
      await store.putRequest(record(1), 0);
      await store.putRequest(record(2), 1);
      expect(await store.removeRequest(record(1))).toBe('refused');
      expect(await store.removeRequest(record(2))).toBe('written');
      expect(await store.getRequest('t', 'k')).toBeUndefined();
    });
  });
}
