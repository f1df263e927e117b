import { describe, expect, it } from 'vitest';
import type { WebhookSender } from '#ports/webhook-sender.ts';
import type { Harness } from './harness.ts';

/** What a peer of the contract does. */
export type ContractPeer =
  | { answers: number; headers?: Record<string, string>; body?: string }
  | 'hangs'
  | 'hangs up'
  | 'is not there';

export type Came = { method: string; path: string; headers: Record<string, string>; body: string };

/** A sender whose patience is short, and peers at addresses of their own. */
type Subject = {
  sender: WebhookSender;
  peer: (behaviour: ContractPeer) => Promise<string>;
  /** What has reached any peer, in order. */
  came: () => readonly Came[];
};

const KILOBYTE = 1024;

/** What every `WebhookSender` does: whatever a peer does is a value. */
export function webhookSenderContract({ make }: Harness<Subject>): void {
  describe('WebhookSender', () => {
    it('posts the exact bytes and headers, and gives the answer', async () => {
      const { sender, peer, came } = await make();
      const url = await peer({
        answers: 201,
        headers: { 'X-Seen': 'yes' },
        body: '{"url":"https://a.example/é"}',
      });
      const headers = { 'content-type': 'application/json', 'webhook-id': 'msg_1' };
      const outcome = await sender.post({ url, headers, body: '{"title":"Pasar — é"}' });
      expect(outcome).toMatchObject({
        kind: 'response',
        status: 201,
        headers: { 'x-seen': 'yes' },
        body: '{"url":"https://a.example/é"}',
        truncated: false,
      });
      expect(came()).toEqual([
        {
          method: 'POST',
          path: new URL(url).pathname,
          headers: expect.objectContaining(headers) as unknown,
          body: '{"title":"Pasar — é"}',
        },
      ]);
    });

    it('looks at a page with one GET that has no body', async () => {
      const { sender, peer, came } = await make();
      expect(await sender.look(await peer({ answers: 410 }))).toMatchObject({
        kind: 'response',
        status: 410,
      });
      expect(came()).toMatchObject([{ method: 'GET', body: '' }]);
    });

    it.each([204, 301, 404, 429, 500])('takes %i as the answer that it is', async (answers) => {
      const { sender, peer, came } = await make();
      const url = await peer({ answers, headers: { location: 'https://elsewhere.example/' } });
      expect(await sender.post({ url, headers: {}, body: '{}' })).toMatchObject({
        kind: 'response',
        status: answers,
      });
      expect(came()).toHaveLength(1);
    });

    it('reads 16 KiB of an answer and says that there was more', async () => {
      const { sender, peer } = await make();
      const whole = await peer({ answers: 200, body: 'a'.repeat(16 * KILOBYTE) });
      const longer = await peer({ answers: 200, body: 'a'.repeat(16 * KILOBYTE + 1) });
      const request = { headers: {}, body: '{}' };
      expect(await sender.post({ url: whole, ...request })).toMatchObject({ truncated: false });
      const cut = await sender.post({ url: longer, ...request });
      expect(cut).toMatchObject({ kind: 'response', status: 200, truncated: true });
      expect(cut.kind === 'response' && cut.body.length).toBe(16 * KILOBYTE);
    });

    it.each([
      ['hangs', { kind: 'timed-out', phase: 'headers' }],
      ['hangs up', { kind: 'broken' }],
      ['is not there', { kind: 'connect-failed' }],
    ] as const)(
      'a peer that %s is an outcome, and the next request is another one',
      async (behaviour, expected) => {
        const { sender, peer } = await make();
        const url = await peer(behaviour);
        expect(await sender.post({ url, headers: {}, body: '{}' })).toMatchObject(expected);
        const well = await peer({ answers: 200 });
        expect(await sender.post({ url: well, headers: {}, body: '{}' })).toMatchObject({ status: 200 });
      },
    );
  });
}
