import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MAX_THIN_BODY_BYTES } from '#domain/webhook/body.ts';
import { SCHEDULE_SECONDS } from '#domain/webhook/decide.ts';
import { eventTypeSchema } from '#domain/webhook/event-type.ts';
import { SENDER_LIMITS } from '#adapters/http/guarded-sender.ts';

const page = readFileSync(new URL('../../../docs/partners.md', import.meta.url), 'utf8');

it('says of every event what to do', () => {
  const named = [...page.matchAll(/^\| `((?:release|endpoint)\.\w+)` \|/gm)].map(([, event = '']) => event);
  expect(named.toSorted()).toEqual(['endpoint.challenge', ...eventTypeSchema.options].toSorted());
});

it('has the waits and limits of the code', () => {
  const waits = /Tries come after ([\d, ]+) and (\d+) seconds/.exec(page)?.slice(1).join(', ');
  expect(waits?.split(', ').map(Number)).toEqual([...SCHEDULE_SECONDS]);
  expect(page).toContain(`within ${SENDER_LIMITS.totalMs / 1000} seconds`);
  expect(page).toContain(`at most ${SENDER_LIMITS.bodyBytes / 1024} KiB`);
  expect(page).toContain(`at most ${Math.floor(MAX_THIN_BODY_BYTES / 1024)} KB`);
});
