import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { Outcome } from '#domain/webhook/outcome.ts';
import type { SigningKeys } from '#domain/webhook/secret.ts';
import { sign } from '#domain/webhook/sign.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { signingKeysOf } from './remembered-keys.ts';

/** What every request of ours goes by. */
export const USER_AGENT = 'Presswire/1';

/** One webhook, whole but for what each try has of its own: timestamp and signatures. */
export type Webhook = {
  id: string;
  body: string;
  /** `content-type` and what is said beside the body. */
  headers: Readonly<Record<string, string>>;
} & SigningKeys;

/** One request as it was made, for the log of attempts. */
export type SentWebhook = { outcome: Outcome; headers: Record<string, string>; body: string };

/** The webhook of an endpoint, with the secrets that sign for it now. */
export async function webhookFor(
  deps: Pick<DeliverDeps, 'clock' | 'keyring'>,
  endpoint: Endpoint,
  made: Omit<Webhook, keyof SigningKeys>,
): Promise<Webhook> {
  return { ...made, ...(await signingKeysOf(deps.keyring, endpoint, deps.clock.now())) };
}

/**
 * One signed POST to an endpoint (Standard Webhooks 1.0). What the peer does is in `outcome`.
 *
 * @throws TransientError where we could not send; that is no attempt.
 */
export async function sendSigned(
  deps: Pick<DeliverDeps, 'clock' | 'sender'>,
  { url }: Endpoint,
  { id, body, headers: own, secrets, keyIds }: Webhook,
): Promise<SentWebhook> {
  const timestamp = Math.floor(deps.clock.now() / 1000);
  const headers = {
    ...own,
    'user-agent': USER_AGENT,
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-key-ids': keyIds.join(' '),
    'webhook-signature': sign({ id, timestamp, body, secrets }),
  };
  return { outcome: await deps.sender.post({ url, headers, body }), headers, body };
}
