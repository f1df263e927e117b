import { Agent, request } from 'undici';
import { sign } from '#domain/webhook/sign.ts';

/** Signed POSTs by undici alone, over as many connections as the sender keeps. */
export function makeBarePosts(connections: number): {
  post(url: string, webhook: { id: string; body: string; secrets: readonly string[] }): Promise<void>;
  close(): Promise<void>;
} {
  const dispatcher = new Agent({ connections, pipelining: 1 });
  return {
    async post(url, { id, body, secrets }) {
      const timestamp = Math.floor(Date.now() / 1000);
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': sign({ id, timestamp, body, secrets }),
      };
      const answer = await request(url, { method: 'POST', headers, body, dispatcher });
      await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`the receiver answered ${answer.statusCode}`);
    },
    close: () => dispatcher.close(),
  };
}
