import { withMediaOf } from '../html/media-url.ts';
import { standingNote } from '../release/standing-note.ts';
import { releaseTools } from './buttons.ts';
import { excerptOf } from './excerpt.ts';
import { feedLinksOf } from './feed-link.ts';
import { html, sanitizedMarkup, when, type Markup } from './markup.ts';
import { jsonKey, pageKey, urlOf } from './paths.ts';
import { leadPicture } from './lead-picture.ts';
import { contacts } from './release-contacts.ts';
import { releaseHead } from './release-head.ts';
import { historyOf } from './release-history.ts';
import { isReadable, publishedAtOf, readableContent, type ReleaseView } from './release-view.ts';
import { renderNoticePage } from './render-notice.ts';
import { directionOf, renderShell } from './shell.ts';
import { timeMarkup } from './time-markup.ts';
import { kicker, separated, topicLink } from './topic-links.ts';
import { wordsFor, type Words } from './words.ts';

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
    main: html`${releaseText(view, url, words)} ${historyOf(view.history, view.newsroom.timezone, words)}
      <p class="small machine"><a href="${urlOf(siteUrl, jsonKey(head))}">${words.dataFormat}</a></p>`,
  });
}

/** The elements whose texts a reader copies. */
const HEADLINE_ID = 'headline';
const TEXT_ID = 'text';

/** What readers read of a release: its text with everything about it, without what the page has around it. */
export function releaseText(view: ReleaseView, url: string, words: Words): Markup {
  const content = readableContent(view);
  return html`<article lang="${content.language}" dir="${directionOf(content.language)}">
      <header>
        ${kicker(view)}
        <h1 id="${HEADLINE_ID}">${content.headline}</h1>
        ${when(content.subheadline, (text) => html`<p class="lead">${text}</p>`)} ${byline(view, words)}
        ${releaseTools(url, `${HEADLINE_ID} ${TEXT_ID}`, words)}
      </header>
      ${notices(view, words)} ${leadPicture(view, words)}
      <div class="body" id="${TEXT_ID}">${sanitizedMarkup(withMediaOf(content.bodyHtml, view.siteUrl))}</div>
      ${when(
        content.boilerplate,
        (text) =>
          html`<section class="after" lang="${words.tag}" dir="${directionOf(words.tag)}">
            <h2 class="label">${words.about}</h2>
            ${paragraphs(text)}
          </section>`,
      )}
    </article>
    ${contacts(content.contacts, words)}`;
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

function homeOf({ newsroom }: ReleaseView): { title: string; href: string } {
  return { title: newsroom.name, href: `/n/${newsroom.id}/` };
}

function paragraphs(text: string): Markup[] {
  return text
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => html`<p dir="auto">${part.trim()}</p>`);
}
