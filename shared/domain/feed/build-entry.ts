import { sanitizedHtmlSchema, type SanitizedHtml } from '../html/sanitized-html.ts';
import { given } from '../formats/given.ts';
import { withMediaOf } from '../html/media-url.ts';
import type { Content } from '../release/content.ts';
import type { Head } from '../release/head.ts';
import { standingNote } from '../release/standing-note.ts';
import type { Newsroom } from '../release/newsroom.ts';
import { excerptOf } from '../site/excerpt.ts';
import { html, sanitizedMarkup, type Markup } from '../site/markup.ts';
import { feedKey, jsonKey, pageKey, urlOf } from '../site/paths.ts';
import { headlineOfNotice, publishedAtOf } from '../site/release-view.ts';
import { wordsFor } from '../site/words.ts';
import type { Entry, EntryImage, NoticeKind } from './feed.ts';
import { newsroomFeed } from './feed-id.ts';
import { utf8Length } from './entry-size.ts';

/** A longer text stands in a feed as its beginning and a link, so that one release cannot fill a document alone. */
const MAX_CONTENT_BYTES = 100_000;

/** What readers recognise a withdrawal by, in whatever language the feed is. */
const PREFIX: Readonly<Record<NoticeKind, string>> = { withdrawn: '[Withdrawn]', killed: '[Killed]' };

type Facts = { head: Head; newsroom: Newsroom; siteUrl: string };

/** The entry of a published release. */
export function entryOf({ head, content, newsroom, siteUrl }: Facts & { content: Content }): Entry {
  const words = wordsFor(newsroom.language);
  const standing = standingNote(head);
  const note = standing && { label: words.kinds[standing.kind], text: standing.text };
  const url = urlOf(siteUrl, pageKey(head));
  return {
    ...placeOf({ head, newsroom, siteUrl }),
    title: content.headline,
    ...(content.summary === undefined ? {} : { summary: content.summary }),
    excerpt: excerptOf(content.bodyHtml),
    contentHtml: contentHtmlOf(content, note, { url, words: words.continued, siteUrl }),
    authors: content.authors.length > 0 ? content.authors : [newsroom.name],
    categories: content.categories,
    language: content.language,
    ...(content.dateline === undefined ? {} : { dateline: content.dateline }),
    ...imageOf(content.picture, siteUrl),
    ...(note === undefined ? {} : { note }),
  };
}

/**
 * What stands in the place of a release that was withdrawn or killed: the same id, a newer `updated`, no text. A
 * headline that was never public, or was killed, is not repeated, nor are its authors and categories.
 */
export function noticeEntryOf({ head, newsroom, siteUrl, kind }: Facts & { kind: NoticeKind }): Entry {
  const words = wordsFor(newsroom.language);
  const text = kind === 'killed' ? words.killedText : words.withdrawnText;
  const title = kind === 'killed' ? words.killedTitle : words.withdrawnTitle;
  const headline = headlineOfNotice({ ...head, state: kind });
  return {
    ...placeOf({ head, newsroom, siteUrl }),
    title: `${PREFIX[kind]} ${headline ?? title}`,
    summary: text,
    excerpt: text,
    contentHtml: branded([html`<p>${text}</p>`]),
    authors: headline !== undefined && head.authors.length > 0 ? head.authors : [newsroom.name],
    categories: headline === undefined ? [] : head.categories,
    language: newsroom.language,
    notice: kind,
  };
}

function placeOf({ head, newsroom, siteUrl }: Facts) {
  const publishedAt = publishedAtOf(head);
  return {
    releaseId: head.releaseId,
    uri: head.uri,
    version: head.version,
    url: urlOf(siteUrl, pageKey(head)),
    jsonUrl: urlOf(siteUrl, jsonKey(head)),
    newsroom: {
      id: newsroom.id,
      name: newsroom.name,
      feedUrl: urlOf(siteUrl, feedKey(newsroomFeed(newsroom.id), 'rss')),
      atomUrl: urlOf(siteUrl, feedKey(newsroomFeed(newsroom.id), 'atom')),
    },
    categoryScheme: urlOf(siteUrl, `${newsroomFeed(newsroom.id)}/c/`),
    publishedAt,
    updatedAt: head.updatedAt,
    firstPublicAt: head.firstPublicAt ?? head.updatedAt,
  };
}

function imageOf(picture: Content['picture'], siteUrl: string): { image?: EntryImage } {
  if (picture?.file === undefined) return {};
  const { file, caption, alt, credit } = picture;
  const { key, ...facts } = file;
  const texts = { ...given('caption', caption), ...given('alt', alt), ...given('credit', credit) };
  return { image: { ...texts, ...facts, url: urlOf(siteUrl, key) } };
}

function contentHtmlOf(
  { bodyHtml, picture }: Content,
  note: Entry['note'],
  more: { url: string; words: string; siteUrl: string },
): SanitizedHtml {
  const isLong = utf8Length(bodyHtml) > MAX_CONTENT_BYTES;
  const caption = picture?.caption;
  return branded([
    ...(note === undefined ? [] : [html`<p><strong>${note.label}:</strong> ${note.text}</p>`]),
    ...(caption === undefined ? [] : [html`<p><em>${caption}</em></p>`]),
    isLong
      ? html`<p>${excerptOf(bodyHtml)}</p>
          <p><a href="${more.url}">${more.words}</a></p>`
      : sanitizedMarkup(withMediaOf(bodyHtml, more.siteUrl)),
  ]);
}

/** Sanitised parts and escaped text together are sanitised HTML. */
function branded(parts: readonly Markup[]): SanitizedHtml {
  return sanitizedHtmlSchema.parse(parts.map(({ markup }) => markup).join('\n'));
}
