import { describe, expect, it } from 'vitest';
import { announce } from '../../../functions/announce/announce.ts';
import { changePromptSchema } from '#domain/prompt/prompt.ts';
import { promptReader } from '#platform/read-prompt.ts';
import { answered, makeDeliveryWorld, RELEASE } from '../../support/delivery-world.ts';

const TEN_MINUTES = 600_000;

describe('announce', () => {
  it('fans out to 16 shards, one message each', async () => {
    const world = makeDeliveryWorld();
    await announce(world.announceDeps, { prompt: 'announce', releaseId: RELEASE, look: 2 });
    const sent = world.prompts.take('changes').map(({ prompt }) => prompt);
    expect(sent.map(({ shard }) => shard)).toEqual(Array.from({ length: 16 }, (_, shard) => shard));
    expect(new Set(sent.map(({ releaseId, look }) => `${releaseId} ${look}`))).toEqual(
      new Set([`${RELEASE} 2`]),
    );
  });

  it('tells 10,000 endpoints of one release: each once, under duplicated prompts', async () => {
    const world = makeDeliveryWorld();
    for (let n = 0; n < 10_000; n += 1) {
      await world.endpoint({
        endpointId: `ep-${n}`,
        url: `https://p${n}.example.org/`,
        ...(n % 10 === 0 ? { filter: { newsrooms: ['harbour'] } } : {}),
      });
    }
    await world.publish();
    await world.announce();
    await world.announce();
    await world.settle();
    expect(world.received).toHaveLength(9_000);
    expect(new Set(world.received.map(({ headers }) => headers['webhook-id'])).size).toBe(9_000);
    expect(new Set(world.received.map(({ url }) => url)).size).toBe(9_000);
    expect(world.deadLetters).toEqual([]);
  }, 60_000);

  it('sends what must not be used any more on the urgent queue, and everything else on deliveries', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint();
    await world.publish();
    const queues = async (): Promise<number[]> => {
      await world.announce();
      const [fan] = world.prompts.take('changes');
      for (let shard = 0; shard < 16; shard += 1)
        await announce(world.announceDeps, { ...fan!.prompt, shard });
      return [
        world.prompts.take('urgent').length,
        world.prompts.take('deliveries').length,
        world.prompts.take('bulk').length,
      ];
    };
    expect(await queues()).toEqual([0, 1, 0]);
    await world.announce();
    await world.settle();
    await world.change('kill', 'killed');
    expect(await queues()).toEqual([1, 0, 0]);
  });

  it('tells a withdrawal to whoever holds the release, and to nobody else', async () => {
    const world = makeDeliveryWorld();
    const holder = await world.endpoint();
    const other = await world.endpoint({
      endpointId: 'ep-2',
      url: 'https://other.example.org/',
      filter: { newsrooms: ['harbour'] },
    });
    await world.publish();
    await world.announce();
    await world.settle();
    await world.change('withdrawal', 'withdrawn');
    await world.announce();
    await world.settle();
    expect(world.sentTo(holder)).toEqual(['published@1', 'withdrawn@2']);
    expect(world.sentTo(other)).toEqual([]);
  });

  it('reads the chain beyond LATEST where what was told is older', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint();
    await world.publish();
    await world.announce();
    await world.settle();
    await world.change('correction', 'published', { note: 'The year.' });
    for (let n = 0; n < 25; n += 1) {
      world.clock.advance(1_000);
      await world.change('minor');
    }
    await world.announce();
    await world.settle();
    expect(world.sentTo()).toEqual(['published@1', 'corrected@27']);
    expect(world.received.at(-1)?.body).toMatchObject({ data: { note: 'The year.', previousVersion: 26 } });
  });

  it('knows no release and no endpoint without harm', async () => {
    const world = makeDeliveryWorld();
    await world.announce();
    await world.settle();
    await world.endpoint();
    await world.announce();
    await world.settle();
    expect([world.received, world.deadLetters]).toEqual([[], []]);
  });
});

describe('a look', () => {
  it('that finds everything told repairs nothing and leaves no other', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint();
    await world.publish();
    await world.announce();
    await world.settle();
    await world.announce(1);
    await world.pass(3 * TEN_MINUTES);
    expect(world.repairs).toEqual([]);
    expect(world.sentTo()).toEqual(['published@1']);
  });

  it('finds a lost prompt, counts a repair, and leaves another look', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint();
    await world.publish();
    world.clock.advance(TEN_MINUTES);
    const looked = { prompt: 'announce', releaseId: RELEASE, look: 1 } as const;
    for (let shard = 0; shard < 16; shard += 1) await announce(world.announceDeps, { ...looked, shard });
    expect(world.repairs).toEqual(['announce']);
    // the repair's own prompt is lost as well
    world.prompts.take('deliveries');
    await world.pass(3 * TEN_MINUTES);
    expect(world.repairs).toHaveLength(2);
    expect(world.sentTo()).toEqual(['published@1']);
    await world.pass(6 * TEN_MINUTES);
    expect(world.repairs).toHaveLength(2);
  });

  it('takes a change of the last minutes, whose own prompts are still on their way, for no loss', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint();
    await world.publish();
    world.clock.advance(60_000);
    await world.announce(1);
    await world.settle();
    expect(world.repairs).toEqual([]);
    expect(world.sentTo()).toEqual(['published@1']);
  });

  it('takes what an endpoint is owed that was just enabled for no loss', async () => {
    const world = makeDeliveryWorld();
    const at = new Date(world.clock.now() + TEN_MINUTES).toISOString();
    await world.endpoint({ enabledAt: at });
    await world.endpoint({ endpointId: 'ep-2', url: 'https://other.example.org/', verifiedAt: at });
    await world.publish();
    world.clock.advance(TEN_MINUTES + 60_000);
    await world.announce(1);
    await world.settle();
    expect(world.repairs).toEqual([]);
    expect(world.sentTo()).toEqual(['published@1']);
  });

  it('takes neither a planned retry nor an endpoint that is not active for a loss', async () => {
    const world = makeDeliveryWorld();
    const down = await world.endpoint();
    await world.endpoint({ endpointId: 'ep-2', url: 'https://other.example.org/', state: 'disabled' });
    world.answers.set(down.url, () => answered(503));
    await world.publish();
    await world.announce();
    await world.pass(TEN_MINUTES);
    await world.announce(1);
    await world.pass(TEN_MINUTES);
    expect(world.repairs).toEqual([]);
    expect(await world.holders.listParked('ep-2')).toEqual([RELEASE]);
  });
});

describe('readPrompt', () => {
  it('takes a prompt and nothing else', () => {
    expect(promptReader(changePromptSchema)('{"prompt":"announce","releaseId":"blora/a"}')).toEqual({
      prompt: 'announce',
      releaseId: 'blora/a',
    });
    expect(promptReader(changePromptSchema)('{"prompt":"announce"}')).toBeUndefined();
    expect(
      promptReader(changePromptSchema)('{"prompt":"deliver","releaseId":"blora/a","endpointId":"e"}'),
    ).toBeUndefined();
  });
});
