import type { Outcome } from '#domain/webhook/outcome.ts';

export type WebhookRequest = { url: string; headers: Record<string, string>; body: string };

/** One POST to a partner; never throws for what the peer does. */
export type WebhookSender = {
  post(request: WebhookRequest): Promise<Outcome>;
};
