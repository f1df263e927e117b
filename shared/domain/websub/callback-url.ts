import type { HubAsked } from './subscription.ts';

/**
 * The address by which a callback is asked whether it wants what was asked for in its name (WebSub §5.3). An
 * unsubscription names no lease.
 */
export function verificationUrl(callback: string, asked: HubAsked): string {
  const { mode, topic, challenge, leaseSeconds } = asked;
  return withParameters(callback, [
    ['hub.mode', mode],
    ['hub.topic', topic],
    ['hub.challenge', challenge],
    ...(mode === 'subscribe' ? [['hub.lease_seconds', String(leaseSeconds)] as const] : []),
  ]);
}

/** The address by which a callback is told that it gets nothing, and why (WebSub §5.2). */
export function denialUrl(callback: string, { topic }: Pick<HubAsked, 'topic'>, reason: string): string {
  return withParameters(callback, [
    ['hub.mode', 'denied'],
    ['hub.topic', topic],
    ['hub.reason', reason],
  ]);
}

/** Appended behind the callback's own query, which stays as it is, parameters of the same names included (§5.3). */
function withParameters(
  callback: string,
  parameters: readonly (readonly [name: string, value: string])[],
): string {
  const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  if (!callback.includes('?')) return `${callback}?${query}`;
  return /[?&]$/.test(callback) ? `${callback}${query}` : `${callback}&${query}`;
}
