import * as z from 'zod/mini';
import type { Outcome } from './outcome.ts';

const MOST_URL = 1_000;
const reportSchema = z.object({
  url: z.exactOptional(z.string().check(z.maxLength(MOST_URL))),
  ack: z.exactOptional(z.string()),
  version: z.exactOptional(z.unknown()),
});

export type Report = { url?: string; version?: number; isRemoved: boolean };

/**
 * What a partner says in the body of a 2xx: where it published a release, that it removed a killed one (DESIGN §6), and
 * which version it holds now.
 */
export function reportOf(outcome: Outcome): Report {
  const read = outcome.kind === 'response' ? reportSchema.safeParse(parsed(outcome.body)) : undefined;
  if (!read?.success) return { isRemoved: false };
  const { url, ack, version } = read.data;
  const held = typeof version === 'number' && Number.isSafeInteger(version) ? { version } : {};
  const said = { isRemoved: ack === 'removed', ...held };
  if (url === undefined || !URL.canParse(url)) return said;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? { url: href, ...said } : said;
}

/** The waits between the looks at a page that should be gone; the last one repeats, for thirty days. */
const LOOKS_MINUTES = [5, 30, 120, 600, 1_440] as const;
const MOST_LOOKS = 33;

/** Milliseconds until the next look at a killed release's page, after so many; undefined when there is no more. */
export function nextLookMs(looks: number): number | undefined {
  if (looks >= MOST_LOOKS) return undefined;
  return (LOOKS_MINUTES[Math.min(looks, LOOKS_MINUTES.length - 1)] ?? 0) * 60_000;
}

/** Whether a page is gone: only 404 and 410 say so. */
export function isGone(outcome: Outcome): boolean {
  return outcome.kind === 'response' && (outcome.status === 404 || outcome.status === 410);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
