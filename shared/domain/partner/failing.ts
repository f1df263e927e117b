import { causeSentence } from '../webhook/cause.ts';
import type { Endpoint, EndpointHealth } from './endpoint.ts';

const HOUR_MS = 3_600_000;
/** After so many hours without a success the partner is written to. */
const WARN_AFTER_HOURS = [24, 72] as const;
/** An endpoint is disabled that has had no success for so long, over so many requests (webhooks.md §5, Auto-disable). */
const DISABLE_AFTER = { ms: 5 * 24 * HOUR_MS, failures: 20 } as const;

/**
 * The greatest of the warnings that an endpoint's failures have earned by now; 0 for none. `now` in epoch milliseconds.
 */
export function warningHours({ failuresInRow, firstFailureAt }: EndpointHealth, now: number): number {
  if (failuresInRow === 0 || firstFailureAt === undefined) return 0;
  const failingMs = now - Date.parse(firstFailureAt);
  return WARN_AFTER_HOURS.findLast((hours) => failingMs >= hours * HOUR_MS) ?? 0;
}

/**
 * Whether an endpoint is given up. Successes are not written down while all is well, so the days count from the first
 * failure since; that it lies so far back also says that the failures are more than half a day apart.
 */
export function isGivenUp({ failuresInRow, firstFailureAt }: EndpointHealth, now: number): boolean {
  if (firstFailureAt === undefined || failuresInRow < DISABLE_AFTER.failures) return false;
  return now - Date.parse(firstFailureAt) >= DISABLE_AFTER.ms;
}

/** What a partner is written about: so many `hours` without a success, or that the endpoint was disabled `at` a time. */
export type FailingMail = { about: 'failing' | 'disabled'; hours?: number; at?: string };

/** Why an endpoint was disabled, for people. */
const DISABLED_SINCE: Readonly<Record<string, string>> = {
  failing: 'It took nothing for five days.',
  gone: 'It answered 410 (gone) twice.',
  'told-to-stop': 'It asked for that by the header webhook-delivery: disable.',
  'asked for': 'That was asked for.',
};

/** The mail to a partner. The URL is named by its host, since its path may hold a secret of the partner's. */
export function failingMail(
  { about, hours = 0 }: FailingMail,
  { endpointId, url, disabled }: Pick<Endpoint, 'endpointId' | 'url' | 'disabled'>,
  health: Pick<EndpointHealth, 'lastWhy' | 'lastFirewall'> | undefined,
): { subject: string; text: string } {
  const { host } = new URL(url);
  const since = disabled && (DISABLED_SINCE[disabled.why] ?? disabled.why);
  const lines =
    about === 'failing'
      ? [
          `Your webhook endpoint ${endpointId} at ${host} has taken nothing for ${hours} hours.`,
          'It is tried again by itself. What it has not taken is kept for it.',
          'After five days without a success it is disabled.',
        ]
      : [
          `Your webhook endpoint ${endpointId} at ${host} is disabled.`,
          ...(since === undefined ? [] : [since]),
          'What it is owed is kept for it. Enable it again once it answers, and everything follows.',
        ];
  const what = about === 'failing' ? `fails for ${hours} hours` : 'is disabled';
  const cause = health?.lastWhy && causeSentence(health.lastWhy, health.lastFirewall);
  return {
    subject: `Webhook endpoint ${endpointId} ${what}`,
    text: [...lines, ...(cause ? [`Last it was this: ${cause}`] : []), ''].join('\n\n'),
  };
}
