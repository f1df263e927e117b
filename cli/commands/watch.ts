import * as z from 'zod';
import { pathOf, readPages } from '../ask-command.ts';
import type { Api } from '../api.ts';
import type { Command } from '../command.ts';
import { plainText } from '../plain-text.ts';

const EVERY_MS = 2_000;
const NEWEST = 50;

const releaseSchema = z.object({
  id: z.string(),
  version: z.number(),
  state: z.string(),
  headline: z.string(),
  updatedAt: z.string(),
});
const deliverySchema = z.object({
  id: z.string(),
  event: z.string(),
  state: z.string(),
  attempts: z.number(),
  lastAttemptAt: z.string(),
  status: z.number().optional(),
  uri: z.string().optional(),
  version: z.number().optional(),
});

type Sight = { key: string; at: string; line: string; seen: object };

export const WATCH: Command = {
  name: 'watch',
  about: 'releases and deliveries as they happen, until Ctrl-C',
  args: [],
  options: { once: { about: 'what there is now, then end' } },
  more: 'It looks every two seconds at the newest fifty releases and at the newest deliveries of every partner.',
  examples: ['presswire watch', 'presswire watch --json | jq .'],
  run: async (call) => {
    const api = await call.api();
    const known = new Set<string>();
    const isOnce = call.isSet('once');
    for (let round = 0; !call.shell.isStopped(); round += 1) {
      for (const { key, at, line, seen } of await look(api)) {
        if (known.has(key)) continue;
        known.add(key);
        // What was there before is no news.
        if (round > 0 || isOnce) call.show({ at, ...seen }, `${at}  ${line}`);
      }
      if (isOnce) break;
      if (round === 0) call.shell.say('watching; Ctrl-C ends');
      await call.shell.pause(EVERY_MS);
    }
    return 0;
  },
};

async function look(api: Api): Promise<Sight[]> {
  const releases = z.array(releaseSchema).parse(await readPages(api, '/api/releases', 'releases', NEWEST));
  const partners = z
    .array(z.object({ id: z.string() }))
    .parse(await readPages(api, '/api/partners', 'partners', 1000));
  const sights = releases.map(({ id, version, state, headline, updatedAt }): Sight => ({
    key: `${id} ${version} ${state}`,
    at: updatedAt,
    line: `${state.padEnd(10)} ${id} version ${version}  ${plainText(headline)}`,
    seen: { id, version, state, headline },
  }));
  for (const { id: partner } of partners) {
    const path = pathOf`/api/partners/${partner}/deliveries`;
    for (const one of z.array(deliverySchema).parse(await readPages(api, path, 'deliveries', NEWEST))) {
      sights.push(deliverySight(partner, one));
    }
  }
  return sights;
}

function deliverySight(partner: string, delivery: z.infer<typeof deliverySchema>): Sight {
  const { id, event, state, attempts, lastAttemptAt, status, uri = '', version } = delivery;
  const answer = status === undefined ? '' : ` (${status})`;
  const what = version === undefined ? event : `${event} version ${version}`;
  return {
    key: `${id} ${state} ${attempts}`,
    at: lastAttemptAt,
    line: `${state.padEnd(10)} ${partner}: ${what}, attempt ${attempts}${answer}  ${plainText(uri)}`,
    seen: { partner, ...delivery },
  };
}
