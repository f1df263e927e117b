import type { Check } from '../checks.ts';
import { startSubscriber } from '../../support/subscriber.ts';
import { upload } from '../probes.ts';
import { until } from '../until.ts';
import type { World } from '../world.ts';

/** WebSub, from the request of a subscriber to the bytes of a feed. */
export const hub: readonly Check[] = [
  { name: 'a subscriber confirms and gets the feed as it changes', run: subscribed },
];

async function subscribed(world: World): Promise<void> {
  const subscriber = await startSubscriber();
  try {
    const topic = `${world.running.site}/n/blora/feed.xml`;
    const wish = { 'hub.mode': 'subscribe', 'hub.topic': topic, 'hub.callback': subscriber.url() };
    const body = new URLSearchParams(wish);
    const { status } = await fetch(`${world.running.site}/websub`, { method: 'POST', body });
    if (status !== 202) throw new Error(`the hub answered ${status}`);
    const patience = { movingMs: 2_000, withinMs: 60_000 };
    await until(world, 'the verification', async () => subscriber.asked.length > 0, patience);
    const mode = subscriber.asked[0]?.query.get('hub.mode');
    if (mode !== 'subscribe') throw new Error(`the hub says ${mode}`);
    await upload(world, 'incoming/blora/panen-raya.md', 'Panen raya dimulai');
    const isTold = async () =>
      subscriber.told.some(({ body: bytes }) => bytes.includes('Panen raya dimulai'));
    await until(world, 'the feed', isTold, patience);
  } finally {
    await subscriber.stop();
  }
}
