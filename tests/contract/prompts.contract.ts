import { describe, expect, it } from 'vitest';
import type { QueueName } from '#domain/prompt/prompt.ts';
import type { Prompts } from '#ports/prompts.ts';
import type { Harness } from './harness.ts';

/** Queues, and what lies in one: waits until `count` prompts have come, and gives them in any order. */
export type PromptsSubject = {
  prompts: Prompts;
  received: (queue: QueueName, count: number) => Promise<unknown[]>;
};

const release = (index: number) =>
  ({ prompt: 'announce', releaseId: `blora/r${index}`, shard: index % 16 }) as const;
const byText = (prompts: readonly unknown[]): string[] => prompts.map((one) => JSON.stringify(one)).sort();

/** What every `Prompts` does. */
export function promptsContract({ make }: Harness<PromptsSubject>): void {
  describe('Prompts', () => {
    it('sends every prompt, however many', async () => {
      const { prompts, received } = await make();
      const many = Array.from({ length: 47 }, (_, index) => release(index));
      await prompts.send('changes', many);
      await prompts.send('changes', []);
      expect(byText(await received('changes', many.length))).toEqual(byText(many));
    });

    it('sends to the queue named, odd keys as they are', async () => {
      const { prompts, received } = await make();
      const upload = { prompt: 'key', key: 'incoming/blora/a b+c%2B é 🗞️ "x".md' } as const;
      const deliver = { prompt: 'deliver', releaseId: 'blora/x', endpointId: 'ep-1' } as const;
      await prompts.send('uploads', [upload]);
      for (const queue of ['urgent', 'deliveries', 'bulk'] as const) await prompts.send(queue, [deliver]);
      expect(await received('uploads', 1)).toEqual([upload]);
      for (const queue of ['urgent', 'deliveries', 'bulk'] as const)
        expect(await received(queue, 1)).toEqual([deliver]);
    });

    it('lets two equal prompts both arrive', async () => {
      const { prompts, received } = await make();
      const feed = { prompt: 'feed', feedId: 'n/blora' } as const;
      const index = { prompt: 'index', newsroom: 'blora' } as const;
      await prompts.send('feeds', [feed, index]);
      await prompts.send('feeds', [feed]);
      expect(byText(await received('feeds', 3))).toEqual(byText([feed, feed, index]));
    });

    it('delays up to 15 minutes, and not on feeds', async () => {
      const { prompts, received } = await make();
      await prompts.send('changes', [release(1)], { delaySeconds: 0 });
      await prompts.send('changes', [release(2)], { delaySeconds: 0.2 });
      expect(await received('changes', 2)).toHaveLength(2);
      await prompts.send('changes', [release(3)], { delaySeconds: 900 });
      await expect(prompts.send('changes', [release(4)], { delaySeconds: 901 })).rejects.toThrow(RangeError);
      await expect(prompts.send('changes', [release(4)], { delaySeconds: -1 })).rejects.toThrow(RangeError);
      await expect(prompts.send('changes', [release(4)], { delaySeconds: Number.NaN })).rejects.toThrow(
        RangeError,
      );
      const feed = { prompt: 'feed', feedId: 'network' } as const;
      await expect(prompts.send('feeds', [feed], { delaySeconds: 5 })).rejects.toThrow(RangeError);
    });
  });
}
