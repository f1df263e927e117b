import { expect, it } from 'vitest';
import { synthesised } from './synthesised.ts';

it('is the template that was last agreed on', async () => {
  const text = JSON.stringify(synthesised().raw, null, 2);
  await expect(`${text}\n`).toMatchFileSnapshot('pipeline.template.snap');
});

it('is the same however often it is made', () => {
  expect(JSON.stringify(synthesised().raw)).toBe(JSON.stringify(synthesised().raw));
});
