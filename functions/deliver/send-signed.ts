import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { Outcome } from '#domain/webhook/outcome.ts';
import { secretsAt } from '#domain/webhook/secret.ts';
import { sign } from '#domain/webhook/sign.ts';
import type { DeliverDeps } from './deliver-deps.ts';

const USER_AGENT = 'Presswire/1';

/** One request as it was made, for the log of attempts; `headers` without the signature. */
export type SentWebhook = { outcome: Outcome; headers: Record<string, string>; body: string };

/** One signed POST to an endpoint (Standard Webhooks 1.0). What the peer does is in `outcome`. */
export async function sendSigned(
  deps: Pick<DeliverDeps, 'clock' | 'keyring' | 'sender'>,
  { endpoint, id, body }: { endpoint: Endpoint; id: string; body: string },
): Promise<SentWebhook> {
  const nowMs = deps.clock.now();
  const timestamp = Math.floor(nowMs / 1000);
  const secrets = secretsAt(endpoint, await deps.keyring.roots(), nowMs);
  const headers = {
    'content-type': 'application/json',
    'user-agent': USER_AGENT,
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
  };
  const signature = sign({ id, timestamp, body, secrets });
  const outcome = await deps.sender.post({
    url: endpoint.url,
    headers: { ...headers, 'webhook-signature': signature },
    body,
  });
  return { outcome, headers, body };
}
