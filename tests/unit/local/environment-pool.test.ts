import { expect, it } from 'vitest';
import type { Environment } from '../../../local/lambda/environment.ts';
import { makeEnvironmentPool } from '../../../local/lambda/environment-pool.ts';

/** Environments that only say whether they have been ended. */
function aPool(maxEnvironments: number) {
  const pool = makeEnvironmentPool({ maxEnvironments, idleMs: 60_000 });
  const ended: string[] = [];
  let started = 0;
  const start = (owner: string) => (): Environment => {
    started += 1;
    const name = `${owner}${started}`;
    let alive = true;
    const end = async () => {
      alive = false;
      ended.push(name);
    };
    return { invoke: async () => ({ ok: true, value: name }), alive: () => alive, end };
  };
  return {
    ...pool,
    acquire: (owner: string, running = 2, inAll = 8) => pool.acquire(owner, { running, inAll }, start(owner)),
    warm: (owner: string, inAll: number) => pool.warm(owner, { running: 2, inAll }, start(owner)),
    ended,
    started: () => started,
  };
}
const nameOf = async (environment: Environment) => {
  const result = await environment.invoke({});
  return result.ok && result.value;
};

it('gives an idle environment again before it starts another', async () => {
  const pool = aPool(4);
  const first = await pool.acquire('a');
  pool.release(first);
  expect(await pool.acquire('a')).toBe(first);
  expect(await nameOf(await pool.acquire('a'))).toBe('a2');
  expect(pool.count('a')).toBe(2);
});

it('lets a function wait for its own limit, in order', async () => {
  const pool = aPool(4);
  const only = await pool.acquire('a', 1);
  const order: number[] = [];
  const waiting = [1, 2].map(async (n) => {
    const environment = await pool.acquire('a', 1);
    order.push(n);
    pool.release(environment);
  });
  expect(order).toEqual([]);
  pool.release(only);
  await Promise.all(waiting);
  expect([order, pool.started()]).toEqual([[1, 2], 1]);
});

it('ends the longest idle one of another function when all are used up, and waits when none is idle', async () => {
  const pool = aPool(2);
  const [a, b] = [await pool.acquire('a'), await pool.acquire('b')];
  const waiting = pool.acquire('c');
  expect(pool.count('c')).toBe(0);
  pool.release(b);
  expect(await nameOf(await waiting)).toBe('c3');
  expect(pool.ended).toEqual(['b2']);
  pool.release(a);
});

it('lets another run in the place of one that waits, up to all that the function may have', async () => {
  const pool = aPool(1);
  const first = await pool.acquire('a', 1, 2);
  const next = pool.acquire('a', 1, 2);
  expect(pool.count('a')).toBe(1);
  expect(pool.waits(first)).toBe(true);
  const second = await next;
  expect([await nameOf(second), pool.waits(first), pool.waits(second)]).toEqual(['a2', false, true]);
  const third = pool.acquire('a', 1, 2);
  expect(pool.count('a')).toBe(2);
  pool.release(first);
  expect(await third).toBe(first);
  await pool.stop();
});

it('starts one ahead where none is idle, and gives that out', async () => {
  const pool = aPool(2);
  const first = await pool.acquire('a');
  pool.waits(first);
  pool.warm('a', 2);
  pool.warm('a', 2);
  expect([pool.started(), await nameOf(await pool.acquire('a'))]).toEqual([2, 'a2']);
  pool.warm('a', 2);
  expect(pool.count('a')).toBe(2);
  await pool.stop();
});

it('does not give out one that has been ended, and starts another for who waits', async () => {
  const pool = aPool(1);
  const lost = await pool.acquire('a');
  const waiting = pool.acquire('a');
  await lost.end();
  pool.release(lost);
  expect(await nameOf(await waiting)).toBe('a2');
});

it('ends everything at a stop and refuses who waits or comes', async () => {
  const pool = aPool(1);
  await pool.acquire('a');
  const waiting = pool.acquire('b');
  await pool.stop();
  await expect(waiting).rejects.toThrow('stopping');
  await expect(pool.acquire('a')).rejects.toThrow('stopping');
  expect(pool.ended).toEqual(['a1']);
});
