import { setImmediate as afterCommit } from 'node:timers/promises';
import * as z from 'zod';
import type { Aws } from '../aws.ts';
import type { S3Event } from '../protocol.ts';

const receiptSchema = z.object({
  state: z.string(),
  would: z.string().optional(),
  release: z.object({ uri: z.string(), version: z.number(), url: z.string().optional() }).optional(),
  findings: z.array(
    z.object({
      code: z.string(),
      line: z.number().optional(),
      message: z.string(),
      remedy: z.string(),
    }),
  ),
});
type Receipt = z.infer<typeof receiptSchema>;

type Journey = { name: string; startedMs: number; newsroom: string; uri?: string; isFed: boolean };

export type JourneyPrinter = {
  /** An object was written to one of the buckets. */
  onObject: (event: S3Event) => void;
  /** A partner was told of a release. */
  onTold: (partner: string, event: { type: string; uri: string; version: number }) => void;
};

/** How long after the last drop a feed build is still told as its own. */
const FEED_WINDOW_MS = 30_000;

const REMOVED = 'removed: withdrawn in a minute, unless it comes back or another file carries the release';

/**
 * Prints the way of each dropped file with times since the drop: receipt, page, feeds, webhook. What the author must
 * put right is said in full.
 */
export function makeJourneyPrinter(options: {
  aws: () => Aws;
  dropBucket: () => string;
  print: (line: string) => void;
  now: () => number;
}): JourneyPrinter {
  const journeys = new Map<string, Journey>();
  const say = (journey: Journey, what: string, text: string): void => {
    const seconds = ((options.now() - journey.startedMs) / 1000).toFixed(2);
    options.print(`  ${journey.name}  +${seconds} s  ${what.padEnd(8)} ${text}`);
  };

  const onReceipt = async (path: string, event: S3Event): Promise<void> => {
    await afterCommit();
    const journey = journeys.get(path);
    if (journey === undefined) return;
    const receipt = await readReceipt(options.aws(), event);
    if (receipt.release !== undefined) journey.uri = receipt.release.uri;
    const warnings = receipt.findings.filter(({ code }) => code.startsWith('W_')).map(({ code }) => code);
    const ending =
      receipt.would === undefined ? receipt.state : `${receipt.state}, would be ${receipt.would}`;
    say(journey, 'receipt', [ending, ...warnings].join(' '));
    for (const { code, line, message, remedy } of receipt.findings) {
      if (!code.startsWith('E_')) continue;
      const place = line === undefined ? '' : `line ${line}: `;
      options.print(`      ${code}  ${place}${message} ${remedy}`);
    }
    if (receipt.state === 'published' && receipt.release?.url !== undefined) {
      say(journey, 'page', `${receipt.release.url} (version ${receipt.release.version})`);
      journey.isFed = false;
    }
  };

  const onFeed = (newsroom: string): void => {
    for (const journey of journeys.values()) {
      const isRecent = options.now() - journey.startedMs < FEED_WINDOW_MS;
      if (journey.isFed || journey.newsroom !== newsroom || !isRecent) continue;
      journey.isFed = true;
      say(journey, 'feeds', `/n/${newsroom}/feed.xml, atom.xml, feed.json`);
    }
  };

  return {
    onObject(event) {
      if (event.bucket === options.dropBucket()) {
        const dropped = /^(?:incoming\/|(?=check\/))((?:check\/)?([^/]+)\/.+)$/s.exec(event.key);
        if (dropped?.[1] && dropped[2]) {
          const [, name, newsroom] = dropped;
          const uri = journeys.get(name)?.uri;
          const journey: Journey = { name, newsroom, startedMs: options.now(), isFed: true };
          journeys.set(name, uri === undefined ? journey : { ...journey, uri });
          const removed = uri === undefined ? 'removed' : REMOVED;
          options.print(`  ${name}  ${event.name.startsWith('ObjectRemoved') ? removed : 'dropped'}`);
        }
        const answered = /^receipts\/(.+)\.json$/s.exec(event.key)?.[1]?.replace(/^_check\//, 'check/');
        if (answered && journeys.has(answered)) {
          onReceipt(answered, event).catch((error: unknown) => options.print(`  ${String(error)}`));
        }
        return;
      }
      const feed = /^n\/([^/]+)\/feed\.json$/.exec(event.key)?.[1];
      if (feed !== undefined) onFeed(feed);
    },
    onTold(partner, event) {
      const journey = [...journeys.values()].findLast(({ uri }) => uri === event.uri);
      const text = `${event.type} version ${event.version}, signature verified by ${partner}`;
      if (journey === undefined) options.print(`  ${event.uri}  webhook  ${text}`);
      else say(journey, 'webhook', text);
    },
  };
}

async function readReceipt(aws: Aws, event: S3Event): Promise<Receipt> {
  const reply = await aws.s3.handle({
    method: 'GET',
    bucket: event.bucket,
    key: event.key,
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.alloc(0),
    requestId: 'journey',
    principal: 'local',
  });
  return receiptSchema.parse(JSON.parse(reply.body.toString()));
}
