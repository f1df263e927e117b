import type { Head } from '../release/head.ts';
import type { Newsroom } from '../release/newsroom.ts';
import type { ReleaseIndex } from './build-index.ts';
import { html, when, type Markup } from './markup.ts';
import { pageKey } from './paths.ts';
import { publishedAtOf } from './release-view.ts';
import { directionOf } from './shell.ts';
import { timeMarkup } from './time-markup.ts';
import type { Words } from './words.ts';

/**
 * Releases as a list of headlines, and when anything about them last changed. Each names its newsroom, unless all of
 * them are of `own`.
 */
export function releaseList(
  index: ReleaseIndex,
  newsrooms: readonly Newsroom[],
  words: Words,
  own?: string,
): Markup {
  const desks = new Map(newsrooms.map((newsroom) => [newsroom.id, newsroom]));
  if (index.releases.length === 0) return html`<p>${words.noReleases}</p>`;
  const items = index.releases.map((head) => listItem(head, desks.get(head.newsroom), words, own));
  const zone = desks.get(index.releases[0]?.newsroom ?? '')?.timezone ?? 'UTC';
  const shownAt = (at: string): Markup =>
    html`<p class="small">${words.updated} ${timeMarkup(at, zone, words)}</p>`;
  return html`<ol class="list">
      ${items}
    </ol>
    ${when(index.updatedAt, shownAt)}`;
}

function listItem(head: Head, newsroom: Newsroom | undefined, words: Words, own?: string): Markup {
  const desk = head.newsroom === own ? undefined : (newsroom?.name ?? head.newsroom);
  const language = html`lang="${head.language}" dir="${directionOf(head.language)}"`;
  return html`<li>
    <h3 ${language}><a href="/${pageKey(head)}">${head.headline}</a></h3>
    ${when(head.summary, (text) => html`<p ${language}>${text}</p>`)}
    <p class="small">
      ${timeMarkup(publishedAtOf(head), newsroom?.timezone ?? 'UTC', words)}
      ${when(desk, (name) => html`· <span dir="auto">${name}</span>`)}
    </p>
  </li> `;
}
