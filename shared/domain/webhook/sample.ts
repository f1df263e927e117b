import { sanitizedHtmlSchema } from '../html/sanitized-html.ts';
import type { Format } from '../partner/endpoint.ts';
import type { Content } from '../release/content.ts';
import type { Head } from '../release/head.ts';
import { newsroomWithoutConfig } from '../release/newsroom-without-config.ts';
import { uriOf } from '../release/release-id.ts';
import { thinBody } from './body.ts';
import { carriesContent, contentTypeOf, documentBody } from './document.ts';
import type { EventType } from './event-type.ts';

const NEWSROOM = 'test';
const HOUR_MS = 3_600_000;
const WORDS = {
  headline: '[Test] Nothing has happened',
  summary: 'A test of a webhook endpoint. It is no news and is to be shown to nobody.',
  note: 'A test of a correction.',
};

/** A webhook that is no news: one event about one version of a release that does not exist. */
export type Sample = {
  id: string;
  endpointId: string;
  event: EventType;
  version: number;
  format: Format;
  /** RFC 3339; the time of the event. */
  at: string;
  siteUrl: string;
};

/** Its body and headers, marked as a test; the release's `uri` is the same in every test of an endpoint. */
export function sampleWebhook(sample: Sample): { id: string; body: string; headers: Record<string, string> } {
  const { id, endpointId, event, version, format, siteUrl } = sample;
  const latest = sampleHead(sample);
  const note = event === 'release.corrected' ? { note: WORDS.note } : {};
  const previous = version > 1 ? { previousVersion: version - 1 } : {};
  const content = carriesContent(event) ? contentOf(latest) : undefined;
  const newsroom = newsroomWithoutConfig(latest);
  const body =
    format === 'thin'
      ? thinBody({ id, event, latest, siteUrl, test: true, ...previous, ...note })
      : documentBody(format, { event, latest, content, newsroom, siteUrl, ...note });
  return {
    id,
    body,
    headers: {
      'content-type': contentTypeOf(format),
      'webhook-event-type': event,
      'webhook-test': 'true',
      'presswire-uri': uriOf(NEWSROOM, endpointId),
      'presswire-version': String(version),
    },
  };
}

function sampleHead({ endpointId, event, version, at }: Sample): Head {
  const kind = version === 1 ? 'first' : 'update';
  return {
    releaseId: `${NEWSROOM}/${endpointId}`,
    newsroom: NEWSROOM,
    uri: uriOf(NEWSROOM, endpointId),
    slug: 'test',
    rev: version,
    version,
    prev: version - 1,
    contentVersion: version,
    state: event === 'release.killed' ? 'killed' : 'published',
    kind,
    hash: '',
    textHash: '',
    headline: WORDS.headline,
    summary: WORDS.summary,
    language: 'en',
    authors: [],
    categories: [NEWSROOM],
    feeds: [],
    feedsEver: [],
    chain: [{ version, prev: version - 1, kind, state: 'published', at }],
    sources: {},
    upload: { key: '', versionId: '', at },
    uploadedAt: at,
    updatedAt: at,
    ...(event === 'release.embargoed'
      ? { embargoedUntil: new Date(Date.parse(at) + HOUR_MS).toISOString() }
      : {}),
    ...(event === 'release.killed' ? { killed: { at, reason: 'A test of a kill.' } } : {}),
  };
}

function contentOf({ headline, language, authors, categories }: Head): Content {
  return {
    headline,
    summary: WORDS.summary,
    bodyHtml: sanitizedHtmlSchema.parse(`<p>${WORDS.summary}</p>`),
    language,
    authors,
    categories,
    contacts: [],
  };
}
