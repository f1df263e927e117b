import { expect, test } from 'vitest';
import { makeMemoryClock } from '#adapters/memory/clock.ts';
import { makeMemoryPrompts } from '#adapters/memory/prompts.ts';
import { beat } from '../../../functions/clock/beat.ts';

test('an hour of ticks asks twelve times for the documents of the site, wherever in a minute they come', async () => {
  const clock = makeMemoryClock(Date.parse('2026-03-01T08:00:31Z'));
  const prompts = makeMemoryPrompts({ clock });
  for (let minute = 0; minute < 60; minute += 1) {
    await beat({ clock, prompts });
    clock.advance(60_000);
  }
  const sent = prompts.sent('feeds').map(({ prompt }) => prompt);
  expect(sent).toEqual(Array.from({ length: 12 }, () => ({ prompt: 'index', newsroom: 'network' })));
});
