import type { Outcome } from '#domain/webhook/outcome.ts';

export type WebhookRequest = { url: string; headers: Record<string, string>; body: string };

/** Requests to partners; throws only where we could not send, never for what the peer does. */
export type WebhookSender = {
  /** One POST. */
  post(request: WebhookRequest): Promise<Outcome>;
  /** One GET of a page that a partner has named. */
  look(url: string): Promise<Outcome>;
};
