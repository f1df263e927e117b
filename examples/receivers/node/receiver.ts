import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { readEvent, type ReleaseEvent } from './read-event.ts';
import { reconcile, type Held, type Step } from './reconcile.ts';
import { verify, type WebhookHeaders } from './verify.ts';

/** Where a release stands on your site. */
export type Publication = { url?: string };

/**
 * Your database. `change` runs one step for one `uri` at a time and keeps what is held with what the step did: in one
 * transaction, under a lock of the row.
 */
export type Store = {
  change(
    event: ReleaseEvent,
    decide: (held: Held | undefined) => Step,
  ): Promise<{ step: Step; publication: Publication }>;
};

export type Answer = { status: number; body: object };

type Options = { keys: readonly string[]; store: Store; nowMs: () => number };

const MOST_BYTES = 1024 * 1024;

/** A receiver as it should be: verifies, answers the challenge, carries out what is new, says where and what it holds. */
export function makeReceiver(options: Options): {
  receive(headers: WebhookHeaders, body: Uint8Array | string): Promise<Answer>;
  listener(request: IncomingMessage, response: ServerResponse): void;
} {
  const receive = (headers: WebhookHeaders, body: Uint8Array | string): Promise<Answer> =>
    answerTo(options, headers, body);
  return {
    receive,
    listener(request, response) {
      const length = Number(request.headers['content-length']);
      if (!(length <= MOST_BYTES)) return void response.writeHead(413).end();
      buffer(request)
        .then((body) => receive(request.headers, body))
        .then(
          ({ status, body }) =>
            response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
          () => response.writeHead(500).end(),
        );
    },
  };
}

async function answerTo(
  { keys, store, nowMs }: Options,
  headers: WebhookHeaders,
  body: Uint8Array | string,
): Promise<Answer> {
  if (!verify({ headers, body, keys, nowMs: nowMs() })) return { status: 401, body: {} };
  const event = readEvent(headers, Buffer.from(body).toString('utf8'));
  if (event === undefined) return { status: 200, body: {} };
  if ('challenge' in event) return { status: 200, body: event };
  const { step, publication } = await store.change(event, (held) => reconcile(held, event));
  const { version, kind } = step.held;
  const said = kind === 'gone' ? { ack: 'removed' } : publication;
  return { status: 200, body: { version, ...said } };
}
