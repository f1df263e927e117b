import type { Keyring } from '#ports/keyring.ts';

const TEST_ROOT = { id: 'r1', secret: Uint8Array.from({ length: 32 }, (_, index) => index) };

/** A keyring in memory: the roots given, newest first, or one that is known to everybody. */
export function makeMemoryKeyring(
  roots: readonly { id: string; secret: Uint8Array }[] = [TEST_ROOT],
): Keyring {
  return { roots: async () => structuredClone(roots) };
}
