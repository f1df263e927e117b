import { FEED_FORMATS, type FeedFormat } from '../site/paths.ts';
import { entryFault } from './entry-fault.ts';
import type { Entry, Feed } from './feed.ts';
import { checkDocument } from './gate.ts';
import { renderAtom, renderJsonFeed, renderRss } from './render.ts';

const RENDERERS: Readonly<Record<FeedFormat, (feed: Feed) => string>> = {
  rss: renderRss,
  atom: renderAtom,
  json: renderJsonFeed,
};

export type Quarantined = { releaseId: string; fault: string };

export type RenderedFeed =
  | { ok: true; documents: Readonly<Record<FeedFormat, string>>; quarantined: Quarantined[] }
  | { ok: false; problem: string };

/**
 * A feed in all its formats, each read back by the gate. An entry that breaks a rule, or whose own documents do not
 * pass, is left out and named; if the rest still does not pass, nothing is given, so that the last good stays.
 */
export function renderDocuments(feed: Feed): RenderedFeed {
  const { entries, quarantined } = withoutFaults(feed.entries);
  const whole = rendered({ ...feed, entries });
  if (whole.ok) return { ...whole, quarantined };
  const isolated = withoutFaults(entries, (entry) => {
    const alone = rendered({ ...feed, entries: [entry] });
    return alone.ok ? undefined : alone.problem;
  });
  const rest = rendered({ ...feed, entries: isolated.entries });
  return rest.ok ? { ...rest, quarantined: [...quarantined, ...isolated.quarantined] } : rest;
}

function withoutFaults(
  all: readonly Entry[],
  faultOf: (entry: Entry) => string | undefined = entryFault,
): { entries: Entry[]; quarantined: Quarantined[] } {
  const entries: Entry[] = [];
  const quarantined: Quarantined[] = [];
  const seen = new Set<string>();
  for (const entry of all) {
    const fault = seen.has(entry.uri) ? 'id stands twice' : faultOf(entry);
    if (fault !== undefined) quarantined.push({ releaseId: entry.releaseId, fault });
    else entries.push(entry);
    seen.add(entry.uri);
  }
  return { entries, quarantined };
}

function rendered(
  feed: Feed,
): { ok: true; documents: Record<FeedFormat, string> } | { ok: false; problem: string } {
  const documents = { rss: '', atom: '', json: '' };
  for (const format of FEED_FORMATS) {
    try {
      documents[format] = RENDERERS[format](feed);
    } catch (error) {
      return { ok: false, problem: `${format}: ${error instanceof Error ? error.message : String(error)}` };
    }
    const result = checkDocument(format, documents[format], feed);
    if (!result.ok) return result;
  }
  return { ok: true, documents };
}
