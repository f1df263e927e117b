import type { Contact } from '../release/newsroom.ts';
import { standingNote } from '../release/standing-note.ts';
import { newsroomFeed } from '../feed/feed-id.ts';
import { escapeScriptJson, xmlCharacters } from './escape.ts';
import { formatTime } from './format-time.ts';
import { html, sanitizedMarkup, trustedMarkup, when, type Markup } from './markup.ts';
import { indexKey, jsonKey, pageKey, urlOf } from './paths.ts';
import {
  isReadable,
  publishedAtOf,
  readableContent,
  type HistoryMark,
  type ReleaseView,
} from './release-view.ts';
import { directionOf, renderShell, type FeedLink } from './shell.ts';
import { excerptOf } from './excerpt.ts';
import { wordsFor, type Words } from './words.ts';

/** The page of a release, or the notice that stands in its place once it was withdrawn or killed. */
export function renderReleasePage(view: ReleaseView): string {
  return isReadable(view.head) ? articlePage(view) : noticePage(view);
}

function articlePage(view: ReleaseView): string {
  const { head, newsroom, siteUrl } = view;
  const content = readableContent(view);
  const words = wordsFor(newsroom.language);
  const description = content.summary ?? excerptOf(content.bodyHtml);
  const url = urlOf(siteUrl, pageKey(head));
  return renderShell({
    siteUrl,
    words,
    title: `${content.headline} — ${newsroom.name}`,
    description,
    canonicalUrl: url,
    feeds: view.feeds.map((feedId) => feedLink(feedId, view, words)),
    extraHead: headOf(view, url, description),
    home: homeOf(view),
    main: article(view, words),
  });
}

function article(view: ReleaseView, words: Words): Markup {
  const { head, newsroom } = view;
  const content = readableContent(view);
  return html`<article lang="${content.language}" dir="${directionOf(content.language)}">
      <header>
        ${content.categories.length === 0 ? undefined : html`<p class="kicker">${content.categories.join(' · ')}</p>`}
        <h1>${content.headline}</h1>
        ${when(content.subheadline, (text) => html`<p class="lead">${text}</p>`)} ${byline(view, words)}
      </header>
      ${notices(view, words)}
      ${when(content.picture?.caption, (text) => html`<p class="caption" dir="auto">${text}</p>`)}
      <div class="body">${sanitizedMarkup(content.bodyHtml)}</div>
      ${when(
        content.boilerplate,
        (text) =>
          html`<section class="after">
            <h2 lang="${words.tag}">${words.about}</h2>
            ${paragraphs(text)}
          </section>`,
      )}
    </article>
    ${contacts(content.contacts, words)} ${historyOf(view.history, newsroom.timezone, words)}
    <p class="small machine"><a href="${urlOf(view.siteUrl, jsonKey(head))}">${words.dataFormat}</a></p>`;
}

function byline({ head, newsroom, ...view }: ReleaseView, words: Words): Markup {
  const { authors, dateline } = readableContent({ head, newsroom, ...view });
  const published = publishedAtOf(head);
  const isUpdated = head.version > 1 && Date.parse(head.updatedAt) > Date.parse(published);
  return html`<div class="meta" lang="${words.tag}" dir="${directionOf(words.tag)}">
    ${authors.length === 0 ? undefined : html`<p>${words.by} <span class="authors" dir="auto">${authors.join(', ')}</span> · ${newsroom.name}</p>`}
    <p>
      ${when(dateline, (place) => html`<span dir="auto">${place}</span> · `)}${timeMarkup(published, newsroom.timezone, words)}${
        isUpdated
          ? html` · ${words.updated} ${timeMarkup(head.updatedAt, newsroom.timezone, words)}`
          : undefined
      }
    </p>
  </div>`;
}

function notices({ head }: ReleaseView, words: Words): Markup[] {
  const noted = standingNote(head);
  return [
    ...(head.state === 'expired'
      ? [
          html`<aside class="notice" lang="${words.tag}" dir="${directionOf(words.tag)}">
            <p>${words.expired}</p>
          </aside>`,
        ]
      : []),
    ...(noted
      ? [
          html`<aside class="notice" lang="${words.tag}" dir="${directionOf(words.tag)}">
            <p><strong>${words.kinds[noted.kind]}.</strong> <span dir="auto">${noted.text}</span></p>
          </aside>`,
        ]
      : []),
  ];
}

function contacts(list: readonly Contact[], words: Words): Markup | undefined {
  if (list.length === 0) return undefined;
  const items = list.map(
    (contact) =>
      html`<li>
        ${[contact.name, contact.organisation].filter(Boolean).join(', ')}
        ${when(contact.phone, (phone) => html` <a href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a>`)}
        ${when(contact.email, (email) => html` <a href="mailto:${encodeURIComponent(xmlCharacters(email)).replace('%40', '@')}">${email}</a>`)}
      </li>`,
  );
  return html`<section class="after contacts">
    <h2>${words.contact}</h2>
    <ul>
      ${items}
    </ul>
  </section>`;
}

function historyOf(history: readonly HistoryMark[], timezone: string, words: Words): Markup | undefined {
  if (history.length < 2) return undefined;
  const items = history.map(
    ({ at, kind, note }) =>
      html`<li>
        ${timeMarkup(at, timezone, words)} — ${words.kinds[kind]}${when(note, (text) => html`: ${text}`)}
      </li>`,
  );
  return html`<section class="after history">
    <h2>${words.history}</h2>
    <ol>
      ${items}
    </ol>
  </section>`;
}

function noticePage(view: ReleaseView): string {
  const { head, newsroom, siteUrl } = view;
  const words = wordsFor(newsroom.language);
  const killed = head.state === 'killed';
  const title = killed ? words.killedTitle : words.withdrawnTitle;
  const main = html`<article>
    <h1>${title}</h1>
    ${killed ? undefined : html`<p class="lead" lang="${head.language}" dir="auto">${head.headline}</p>`}
    <div class="notice">
      <p>${killed ? words.killedText : words.withdrawnText}</p>
      <p class="small">${timeMarkup(head.updatedAt, newsroom.timezone, words)}</p>
    </div>
    <p>
      <a href="/${indexKey(newsroom.id).replace('index.html', '')}">${words.toNewsroom}: ${newsroom.name}</a>
    </p>
  </article>`;
  return renderShell({
    siteUrl,
    words,
    title: `${title} — ${newsroom.name}`,
    feeds: [],
    extraHead: html`<meta name="robots" content="noindex" />`,
    home: homeOf(view),
    main,
  });
}

function headOf(view: ReleaseView, url: string, description: string): Markup {
  const { head, newsroom } = view;
  const content = readableContent(view);
  return html`<link rel="alternate" type="application/json" href="${urlOf(view.siteUrl, jsonKey(head))}" />
    <meta property="og:type" content="article" />
    <meta property="og:title" content="${content.headline}" />
    <meta property="og:description" content="${description}" />
    <meta property="og:url" content="${url}" />
    <meta property="og:site_name" content="${newsroom.name}" />
    <meta property="og:locale" content="${content.language.replace('-', '_')}" />
    <meta property="article:published_time" content="${publishedAtOf(head)}" />
    <meta property="article:modified_time" content="${head.updatedAt}" />
    <script type="application/ld+json">
      ${trustedMarkup(escapeScriptJson(newsArticle(view, url, description)))}
    </script>`;
}

/** schema.org NewsArticle. */
function newsArticle(view: ReleaseView, url: string, description: string) {
  const { head, newsroom } = view;
  const content = readableContent(view);
  const noted = standingNote(head);
  const publisher = {
    '@type': 'Organization',
    name: newsroom.name,
    url: urlOf(view.siteUrl, indexKey(newsroom.id)),
  };
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    identifier: head.uri,
    url,
    mainEntityOfPage: url,
    headline: content.headline,
    ...(content.subheadline === undefined ? {} : { alternativeHeadline: content.subheadline }),
    description,
    inLanguage: content.language,
    datePublished: publishedAtOf(head),
    dateModified: head.updatedAt,
    author:
      content.authors.length === 0
        ? [publisher]
        : content.authors.map((name) => ({ '@type': 'Person', name })),
    publisher,
    ...(content.dateline === undefined ? {} : { dateline: content.dateline }),
    articleSection: content.categories,
    ...(noted?.kind === 'correction' ? { correction: noted.text } : {}),
    version: head.version,
  };
}

function feedLink(feedId: string, { newsroom }: ReleaseView, words: Words): FeedLink {
  return { feedId, title: feedId === newsroomFeed(newsroom.id) ? newsroom.name : words.allNewsrooms };
}

function homeOf({ newsroom }: ReleaseView): { title: string; href: string } {
  return { title: newsroom.name, href: `/n/${newsroom.id}/` };
}

function timeMarkup(at: string, timezone: string, words: Words): Markup {
  return html`<time datetime="${at}">${formatTime(at, timezone, words)}</time>`;
}

function paragraphs(text: string): Markup[] {
  return text
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => html`<p dir="auto">${part.trim()}</p>`);
}
