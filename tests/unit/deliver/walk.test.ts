import { expect, it } from 'vitest';
import { SCHEDULE_SECONDS } from '#domain/webhook/decide.ts';
import { answered, takes } from '../../support/delivery-world.ts';
import { HOOK, makeJoinedWorld } from '../api/joined-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type World = Awaited<ReturnType<typeof makeJoinedWorld>>;

async function news(world: World, name: string): Promise<string> {
  const releaseId = `blora/${name}`;
  const at = new Date(world.clock.now()).toISOString();
  await world.publish({ releaseId, uri: `urn:test:${name}`, updatedAt: at, firstPublicAt: at });
  await world.prompts.send('changes', [{ prompt: 'announce', releaseId }]);
  await world.settle();
  return releaseId;
}

/** Times of the requests about a release, in epoch milliseconds. */
const timesOf = (world: World, name: string): number[] =>
  world.received
    .filter(({ headers }) => headers['presswire-uri'] === `urn:test:${name}`)
    .map(({ atMs }) => atMs);

const waitsOf = (world: World, name: string): number[] => {
  const times = timesOf(world, name);
  return times.slice(1).map((at, index) => (at - times[index]!) / 1000);
};

it('walks through a partner’s life on a clock that is moved', async () => {
  const world = await makeJoinedWorld();
  const told = async (releaseId: string) =>
    (await world.holders.getHolder(releaseId, world.endpointId))?.told?.version;
  await world.pass(MINUTE);
  expect((await world.partners.getEndpoint(world.endpointId))?.state).toBe('active');

  // The whole schedule, and the end of it.
  world.answers.set(HOOK, () => answered(500));
  const first = await news(world, 'first');
  await world.pass(100 * HOUR);
  const waits = waitsOf(world, 'first');
  expect(waits).toHaveLength(SCHEDULE_SECONDS.length - 1);
  for (const [index, wait] of waits.entries()) {
    expect(wait).toBeGreaterThanOrEqual(SCHEDULE_SECONDS[index + 1]!);
    expect(wait).toBeLessThanOrEqual(SCHEDULE_SECONDS[index + 1]! * 1.2 + 1);
  }
  expect(await told(first)).toBeUndefined();

  // Recovery: what was given up is asked for again.
  world.answers.set(HOOK, takes);
  await world.call('POST', `${world.path}/replay`);
  await world.pass(10 * MINUTE);
  expect(await told(first)).toBe(1);
  expect(await world.partners.getHealth(world.endpointId)).toMatchObject({ failuresInRow: 0 });

  // Retry-After, in seconds and as a date, beyond what the schedule has.
  const date = new Date(world.clock.now() + 2 * HOUR).toUTCString();
  const asked = ['3600', date];
  world.answers.set(HOOK, () => answered(503, '', { 'retry-after': asked.shift() ?? '0' }));
  const second = await news(world, 'second');
  await world.pass(HOUR - MINUTE);
  expect(timesOf(world, 'second')).toHaveLength(1);
  await world.pass(2 * MINUTE);
  expect(timesOf(world, 'second')).toHaveLength(2);
  await world.pass(57 * MINUTE);
  expect(timesOf(world, 'second')).toHaveLength(2);
  world.answers.set(HOOK, takes);
  await world.pass(10 * MINUTE);
  expect(await told(second)).toBe(1);

  // 429 leaves the whole endpoint alone, and no budget burns.
  world.answers.set(HOOK, () => answered(429, '', { 'retry-after': '1800' }));
  const third = await news(world, 'third');
  world.answers.set(HOOK, takes);
  const fourth = await news(world, 'fourth');
  await world.pass(29 * MINUTE);
  expect([timesOf(world, 'third').length, timesOf(world, 'fourth').length]).toEqual([1, 0]);
  const holder = await world.holders.getHolder(third, world.endpointId);
  expect(holder?.failed).toMatchObject({ attempts: 1, burnt: 0 });
  await world.pass(5 * MINUTE);
  expect([await told(third), await told(fourth)]).toEqual([1, 1]);

  // 410 is believed when it is said twice.
  world.answers.set(HOOK, () => answered(410));
  const fifth = await news(world, 'fifth');
  expect((await world.partners.getEndpoint(world.endpointId))?.state).toBe('active');
  await world.pass(5 * MINUTE);
  expect(await world.partners.getEndpoint(world.endpointId)).toMatchObject({
    state: 'disabled',
    disabled: { why: 'gone' },
  });
  expect(world.mails.at(-1)?.subject).toMatch(/is disabled/);
  const sixth = await news(world, 'sixth');
  world.answers.set(HOOK, takes);
  await world.call('POST', `${world.path}/enable`);
  await world.pass(5 * MINUTE);
  expect([await told(fifth), await told(sixth)]).toEqual([1, 1]);

  // Five days without a success, over twenty requests, end it; what it is owed is not lost.
  world.answers.set(HOOK, () => answered(500));
  const owed: string[] = [];
  for (let part = 0; part < 30; part += 1) {
    owed.push(await news(world, `owed-${part}`));
    await world.pass(6 * HOUR);
  }
  expect(await world.partners.getEndpoint(world.endpointId)).toMatchObject({
    state: 'disabled',
    disabled: { why: 'failing' },
  });
  world.answers.set(HOOK, takes);
  await world.call('POST', `${world.path}/enable`);
  await world.pass(10 * MINUTE);
  await world.call('POST', `${world.path}/replay`);
  await world.pass(10 * MINUTE);
  expect(await Promise.all(owed.map(told))).toEqual(owed.map(() => 1));
  expect(world.deadLetters).toEqual([]);
});
