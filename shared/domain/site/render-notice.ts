import { html, when, type Markup } from './markup.ts';
import { indexKey } from './paths.ts';
import { headlineOfNotice, type ReleaseView } from './release-view.ts';
import { renderShell } from './shell.ts';
import { timeMarkup } from './time-markup.ts';
import { wordsFor } from './words.ts';

/** What stands in the place of a release that was withdrawn or killed; of a killed one it says nothing else. */
export function renderNoticePage(view: ReleaseView): string {
  const { head, newsroom, siteUrl } = view;
  const words = wordsFor(newsroom.language);
  const killed = head.state === 'killed';
  const title = killed ? words.killedTitle : words.withdrawnTitle;
  const main: Markup = html`<article>
    <h1>${title}</h1>
    ${when(headlineOfNotice(head), (headline) => html`<p class="lead" lang="${head.language}" dir="auto">${headline}</p>`)}
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
    home: { title: newsroom.name, href: `/n/${newsroom.id}/` },
    main,
  });
}
