import { html } from './markup.ts';
import type { Network } from './network.ts';
import { renderShell } from './shell.ts';
import { wordsFor } from './words.ts';

/** What the site answers for an address where nothing is. */
export function renderNotFoundPage(page: { network: Network; siteUrl: string }): string {
  const { network, siteUrl } = page;
  const words = wordsFor(network.language);
  return renderShell({
    siteUrl,
    words,
    title: `${words.notFoundTitle} — ${network.name}`,
    feeds: [],
    extraHead: html`<meta name="robots" content="noindex" />`,
    home: { title: network.name, href: '/' },
    main: html`<h1>${words.notFoundTitle}</h1>
      <p>${words.notFoundText}</p>
      <p><a href="/">${words.newestReleases}</a></p>`,
  });
}
