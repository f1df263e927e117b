/** WebSub §8.2 calls ten days a good default; a hub must not grant for ever (§5.3). Seconds. */
export const LEASE_SECONDS = { min: 3_600, default: 864_000, max: 2_592_000 } as const;

/** The seconds that a subscriber gets for what it asks: within the limits, the default where it asks for nothing readable. */
export function leaseSecondsOf(asked: string | undefined): number {
  const wanted = /^\d{1,15}$/.test(asked?.trim() ?? '') ? Number(asked) : 0;
  if (wanted <= 0) return LEASE_SECONDS.default;
  return Math.min(LEASE_SECONDS.max, Math.max(LEASE_SECONDS.min, wanted));
}
