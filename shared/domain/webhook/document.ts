import { entryOf, noticeEntryOf } from '../feed/build-entry.ts';
import { renderAtomEntry, renderJsonItem } from '../feed/render-item.ts';
import type { Format } from '../partner/endpoint.ts';
import type { Content } from '../release/content.ts';
import type { ChangeKind, Head, ReleaseState } from '../release/head.ts';
import type { Newsroom } from '../release/newsroom.ts';
import { renderReleaseJson } from '../site/render-json.ts';
import type { EventType } from './event-type.ts';

/** What a document is made from: LATEST as it is told, and its content where the event carries any. */
export type WebhookDocument = {
  event: EventType;
  latest: Head;
  content: Content | undefined;
  note?: string;
  newsroom: Newsroom;
  /** Without a slash at its end. */
  siteUrl: string;
};

/**
 * Which state and change the documents show for an event. A release that has left a filter is withdrawn for that
 * endpoint alone, and an advance copy shows its text before the world may see it.
 */
const SHOWN = {
  'release.published': { state: 'published', kind: 'first' },
  'release.updated': { state: 'published', kind: 'update' },
  'release.corrected': { state: 'published', kind: 'correction' },
  'release.embargoed': { state: 'published', kind: 'first' },
  'release.withdrawn': { state: 'withdrawn', kind: 'withdrawal' },
  'release.killed': { state: 'killed', kind: 'kill' },
} as const satisfies Record<EventType, { state: ReleaseState; kind: ChangeKind }>;

/** Parts of a document that lead to pages, which are not there for what is not public, and whose address tells the headline. */
const PUBLIC_PLACES = ['url', 'renditions'] as const;

type ContentFormat = Exclude<Format, 'thin'>;

const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  thin: 'application/json',
  ninjs: 'application/json',
  jsonfeed: 'application/feed+json',
  atom: 'application/atom+xml;type=entry;charset=utf-8',
};

/** The media type of a body in a format. */
export function contentTypeOf(format: Format): string {
  return CONTENT_TYPES[format];
}

/** Whether a webhook in one of the formats with content needs the release's text. */
export function carriesContent(event: EventType): boolean {
  return SHOWN[event].state === 'published';
}

/**
 * The body of a webhook in a format with content (DESIGN §6): the document as the site and the feeds have it, or the
 * notice that stands for it. It hangs on nothing but release, version, event and the newsroom's name.
 */
export function documentBody(format: ContentFormat, made: WebhookDocument): string {
  switch (format) {
    case 'ninjs':
      return ninjsBody(made);
    case 'jsonfeed':
      return jsonItemBody(made);
    case 'atom':
      return atomBody(made);
  }
}

function shownHead({ event, latest, note }: WebhookDocument): Head {
  const { note: _, ...head } = latest;
  const { state, kind } = SHOWN[event];
  const expired = state === 'published' && latest.state === 'expired';
  return { ...head, kind, state: expired ? 'expired' : state, ...(note === undefined ? {} : { note }) };
}

function ninjsBody(made: WebhookDocument): string {
  const { content, newsroom, siteUrl } = made;
  const head = shownHead(made);
  const text = renderReleaseJson({ head, content, newsroom, history: [], siteUrl, feeds: [] });
  if (!isHidden(made)) return text;
  const item: Record<string, unknown> = JSON.parse(text);
  if (made.event !== 'release.embargoed') return withheld(item);
  return withheld({ ...item, pubStatus: 'withheld', embargoedUntil: head.embargoedUntil });
}

function jsonItemBody(made: WebhookDocument): string {
  const item = renderJsonItem(entryFor(made));
  if (!isHidden(made)) return `${JSON.stringify(item)}\n`;
  const { event, latest, newsroom } = made;
  const isAdvance = event === 'release.embargoed';
  const status = isAdvance
    ? { status: 'embargoed', embargoedUntil: latest.embargoedUntil }
    : { status: SHOWN[event].state };
  return withheld({
    ...item,
    _presswire: { ...status, version: latest.version, newsroom: newsroom.id, publisher: newsroom.name },
  });
}

function atomBody(made: WebhookDocument): string {
  const entry = renderAtomEntry(entryFor(made));
  return isHidden(made) ? entry.replaceAll(/^ *<link [^>]*\/>\n/gm, '') : entry;
}

/** An advance copy, or the notice for what was taken back before it was public. */
function isHidden({ event, latest }: WebhookDocument): boolean {
  return event === 'release.embargoed' || latest.firstPublicAt === undefined;
}

function withheld(item: Record<string, unknown>): string {
  const kept = Object.entries(item).filter(([name]) => !PUBLIC_PLACES.some((place) => place === name));
  return `${JSON.stringify(Object.fromEntries(kept))}\n`;
}

function entryFor(made: WebhookDocument) {
  const { content, newsroom, siteUrl } = made;
  const head = shownHead(made);
  if (head.state === 'withdrawn' || head.state === 'killed') {
    return noticeEntryOf({ head, newsroom, siteUrl, kind: head.state });
  }
  if (content === undefined) throw new Error(`No content was given for ${head.releaseId}.`);
  return entryOf({ head, content, newsroom, siteUrl });
}
