import type { Contact } from '../release/newsroom.ts';
import { newsroomFeed } from '../feed/feed-id.ts';
import { segmentOf } from '../release/release-id.ts';
import { releaseTools } from './buttons.ts';
import { xmlCharacters } from './escape.ts';
import { excerptOf } from './excerpt.ts';
import { feedLinksOf } from './feed-link.ts';
import { html, sanitizedMarkup, when, type Markup } from './markup.ts';
import { jsonKey, pageKey, urlOf } from './paths.ts';
import { releaseHead } from './release-head.ts';
import {
  isReadable,
  publishedAtOf,
  readableContent,
  type HistoryMark,
  type ReleaseView,
} from './release-view.ts';
import { renderNoticePage } from './render-notice.ts';
import { directionOf, renderShell } from './shell.ts';
import { timeMarkup } from './time-markup.ts';
import { wordsFor, type Words } from './words.ts';

/** Changes that a reader is told of above the text; the others stand in the history. */
const NOTED_KINDS = new Set(['correction', 'update']);

/** The page of a release, or the notice that stands in its place once it was withdrawn or killed. */
export function renderReleasePage(view: ReleaseView): string {
  return isReadable(view.head) ? articlePage(view) : renderNoticePage(view);
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
    feeds: feedLinksOf(view.feeds, content, newsroom, words),
    extraHead: releaseHead(view, url, description),
    home: homeOf(view),
    main: article(view, url, words),
  });
}

/** The elements whose texts a reader copies. */
const HEADLINE_ID = 'headline';
const TEXT_ID = 'text';

function article(view: ReleaseView, url: string, words: Words): Markup {
  const { head, newsroom } = view;
  const content = readableContent(view);
  return html`<article lang="${content.language}" dir="${directionOf(content.language)}">
      <header>
        ${kicker(view)}
        <h1 id="${HEADLINE_ID}">${content.headline}</h1>
        ${when(content.subheadline, (text) => html`<p class="lead">${text}</p>`)} ${byline(view, words)}
        ${releaseTools(url, `${HEADLINE_ID} ${TEXT_ID}`, words)}
      </header>
      ${notices(view, words)} ${picture(view, words)}
      <div class="body" id="${TEXT_ID}">${sanitizedMarkup(content.bodyHtml)}</div>
      ${when(
        content.boilerplate,
        (text) =>
          html`<section class="after">
            <h2 class="label" lang="${words.tag}">${words.about}</h2>
            ${paragraphs(text)}
          </section>`,
      )}
    </article>
    ${contacts(content.contacts, words)} ${historyOf(view.history, newsroom.timezone, words)}
    <p class="small machine"><a href="${urlOf(view.siteUrl, jsonKey(head))}">${words.dataFormat}</a></p>`;
}

/** Categories, each a link to its page where it has one. */
function kicker(view: ReleaseView): Markup | undefined {
  const { categories } = readableContent(view);
  if (categories.length === 0) return undefined;
  const names = categories.map((name) => topicLink(view, 'c', name));
  return html`<p class="kicker">${separated(names, ' · ')}</p>`;
}

function topicLink({ feeds, newsroom }: ReleaseView, kind: 'a' | 'c', name: string): Markup {
  const feedId = `${newsroomFeed(newsroom.id)}/${kind}/${segmentOf(name)}`;
  return feeds.includes(feedId) ? html`<a href="/${feedId}/">${name}</a>` : html`${name}`;
}

function separated(parts: readonly Markup[], separator: string): Markup[] {
  return parts.map((part, n) => html`${n === 0 ? '' : separator}${part}`);
}

/** The lead picture with its words; the words alone while the picture is not there. */
function picture({ siteUrl, ...view }: ReleaseView, words: Words): Markup | undefined {
  const { caption, credit, alt, file } = readableContent({ siteUrl, ...view }).picture ?? {};
  if (caption === undefined && credit === undefined && file === undefined) return undefined;
  const said = html`${when(caption, (text) => html`<span dir="auto">${text}</span>`)}
  ${when(credit, (name) => html` <span class="credit"><span lang="${words.tag}">${words.photo}</span>: ${name}</span>`)}`;
  if (file === undefined) return html`<p class="caption">${said}</p>`;
  const size = [
    ...(file.width === undefined ? [] : [html` width="${file.width}"`]),
    ...(file.height === undefined ? [] : [html` height="${file.height}"`]),
  ];
  return html`<figure class="picture">
    <img src="${urlOf(siteUrl, file.key)}" alt="${alt ?? ''}" ${size} fetchpriority="high" decoding="async" />
    ${caption === undefined && credit === undefined ? undefined : html`<figcaption>${said}</figcaption>`}
  </figure>`;
}

function byline(view: ReleaseView, words: Words): Markup {
  const { head, newsroom } = view;
  const { authors, dateline } = readableContent(view);
  const names = authors.map((name) => topicLink(view, 'a', name));
  const published = publishedAtOf(head);
  const isUpdated = head.version > 1 && Date.parse(head.updatedAt) > Date.parse(published);
  return html`<div class="meta" lang="${words.tag}" dir="${directionOf(words.tag)}">
    ${authors.length === 0 ? undefined : html`<p>${words.by} <span class="authors" dir="auto">${separated(names, ', ')}</span> · ${newsroom.name}</p>`}
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
  const noted = head.note !== undefined && NOTED_KINDS.has(head.kind);
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
            <p><strong>${words.kinds[head.kind]}.</strong> <span dir="auto">${head.note}</span></p>
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
        <strong dir="auto">${[contact.name, contact.organisation].filter(Boolean).join(', ')}</strong>
        ${when(contact.phone, (phone) => html` <a href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a>`)}
        ${when(contact.email, (email) => html` <a href="mailto:${encodeURIComponent(xmlCharacters(email)).replace('%40', '@')}">${email}</a>`)}
      </li>`,
  );
  return html`<section class="after contacts">
    <h2 class="label">${words.contact}</h2>
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
    <h2 class="label">${words.history}</h2>
    <ol>
      ${items}
    </ol>
  </section>`;
}

function homeOf({ newsroom }: ReleaseView): { title: string; href: string } {
  return { title: newsroom.name, href: `/n/${newsroom.id}/` };
}

function paragraphs(text: string): Markup[] {
  return text
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => html`<p dir="auto">${part.trim()}</p>`);
}
