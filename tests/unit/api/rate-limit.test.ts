import { expect, it } from 'vitest';
import { aNetwork } from './a-network.ts';

it('slows one token down, and no other', async () => {
  const { call, deps, tokens } = await aNetwork();
  const ask = async (token: string) => {
    const { status, headers } = await call('GET', '/api/tokens/own', undefined, token);
    return [status, headers.get('retry-after')];
  };
  for (let count = 0; count < 200; count += 1) expect(await ask(tokens.kabar)).toEqual([200, null]);
  expect(await ask(tokens.kabar)).toEqual([429, '1']);
  expect(await ask(tokens.lain)).toEqual([200, null]);
  deps.clock.advance(20);
  expect(await ask(tokens.kabar)).toEqual([200, null]);
  expect(await ask(tokens.kabar)).toEqual([429, '1']);
  deps.clock.advance(3_600_000);
  for (let count = 0; count < 200; count += 1) expect(await ask(tokens.kabar)).toEqual([200, null]);
  expect(await ask(tokens.kabar)).toEqual([429, '1']);
});
