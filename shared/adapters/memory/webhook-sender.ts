import type { Outcome } from '#domain/webhook/outcome.ts';
import type { WebhookSender } from '#ports/webhook-sender.ts';

/** One request as it reaches a peer; a look has no body. */
export type PeerRequest = {
  method: 'POST' | 'GET';
  url: string;
  headers: Record<string, string>;
  body: string;
};

/** Somebody's server: what it does with a request. */
export type Peer = (request: PeerRequest) => Outcome | Promise<Outcome>;

const MOST_BODY = 16_384;

/** Sends to peers in memory, whom `peerOf` finds by their URL; where there is none, nothing listens. */
export function makeMemoryWebhookSender(peerOf: (url: string) => Peer | undefined): WebhookSender {
  const send = async (request: PeerRequest): Promise<Outcome> => {
    const peer = peerOf(request.url);
    return peer === undefined ? NOBODY : cut(await peer(request));
  };
  return {
    post: (request) => send({ method: 'POST', ...request }),
    look: (url) => send({ method: 'GET', url, headers: {}, body: '' }),
  };
}

const NOBODY: Outcome = { kind: 'connect-failed', detail: 'nobody listens there', durationMs: 0 };

function cut(outcome: Outcome): Outcome {
  if (outcome.kind !== 'response' || outcome.body.length <= MOST_BODY) return outcome;
  return { ...outcome, body: outcome.body.slice(0, MOST_BODY), truncated: true };
}
