import { describe, expect, it } from 'vitest';
import type { Keyring } from '#ports/keyring.ts';
import type { Harness } from './harness.ts';

/** What the harness makes a keyring of, in the order they were added. */
export const CONTRACT_ROOTS = [
  { id: 'r1', secret: 'a'.repeat(40) },
  { id: 'r2', secret: 'é'.repeat(40) },
];

/** What every `Keyring` does, made of `CONTRACT_ROOTS`. */
export function keyringContract({ make }: Harness<Keyring>): void {
  describe('Keyring', () => {
    it('gives the roots, newest first, with the bytes of their secrets', async () => {
      const keyring = await make();
      const encoder = new TextEncoder();
      const expected = CONTRACT_ROOTS.toReversed().map(({ id, secret }) => ({
        id,
        secret: encoder.encode(secret),
      }));
      expect(await keyring.roots()).toEqual(expected);
      expect(await keyring.roots()).toEqual(expected);
    });
  });
}
