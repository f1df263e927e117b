import { newsroomFeed, NETWORK_FEED } from '../feed/feed-id.ts';
import type { Head } from '../release/head.ts';
import type { Newsroom } from '../release/newsroom.ts';
import type { ReleaseIndex } from './build-index.ts';
import { formatTime } from './format-time.ts';
import { html, when, type Markup } from './markup.ts';
import { FEEDS_PAGE_KEY, feedKey, indexKey, pageKey, urlOf, type FeedFormat } from './paths.ts';
import { publishedAtOf } from './release-view.ts';
import { directionOf, renderShell, type FeedLink } from './shell.ts';
import { wordsFor, type Words } from './words.ts';

/** The network as its pages name it; `language` is that of the words on them. */
export type Network = { name: string; language: string };

const FORMAT_NAMES: readonly (readonly [FeedFormat, string])[] = [
  ['rss', 'RSS 2.0'],
  ['atom', 'Atom 1.0'],
  ['json', 'JSON Feed 1.1'],
];

/** The page of one newsroom: its newest releases. */
export function renderNewsroomIndex(page: {
  newsroom: Newsroom;
  index: ReleaseIndex;
  siteUrl: string;
}): string {
  const { newsroom, index, siteUrl } = page;
  const words = wordsFor(newsroom.language);
  return renderShell({
    siteUrl,
    words,
    title: newsroom.name,
    description: `${words.newestReleases}: ${newsroom.name}`,
    canonicalUrl: urlOf(siteUrl, indexKey(newsroom.id)),
    feeds: [{ feedId: newsroomFeed(newsroom.id), title: newsroom.name }],
    home: { title: newsroom.name, href: `/n/${newsroom.id}/` },
    main: html`<h1>${newsroom.name}</h1>
      <h2>${words.newestReleases}</h2>
      ${releaseList(index, [newsroom], words)}`,
  });
}

/** The site's first page: the newest releases of all newsrooms, and the newsrooms. */
export function renderNetworkIndex(page: {
  network: Network;
  newsrooms: readonly Newsroom[];
  index: ReleaseIndex;
  siteUrl: string;
}): string {
  const { network, newsrooms, index, siteUrl } = page;
  const words = wordsFor(network.language);
  const names = byName(newsrooms).map(
    ({ id, name }) => html`<li><a href="/n/${id}/" dir="auto">${name}</a></li>`,
  );
  return renderShell({
    siteUrl,
    words,
    title: network.name,
    description: `${words.newestReleases}: ${network.name}`,
    canonicalUrl: urlOf(siteUrl, indexKey(NETWORK_FEED)),
    feeds: [{ feedId: NETWORK_FEED, title: network.name }],
    home: { title: network.name, href: '/' },
    main: html`<h1>${network.name}</h1>
      <h2>${words.newestReleases}</h2>
      ${releaseList(index, newsrooms, words)}
      <h2>${words.newsrooms}</h2>
      <ul class="names">
        ${names}
      </ul>`,
  });
}

/** What a feed is, and the address of every one. */
export function renderFeedsPage(page: {
  network: Network;
  newsrooms: readonly Newsroom[];
  siteUrl: string;
}): string {
  const { network, newsrooms, siteUrl } = page;
  const words = wordsFor(network.language);
  const links: FeedLink[] = [
    { feedId: NETWORK_FEED, title: network.name },
    ...byName(newsrooms).map(({ id, name }) => ({ feedId: newsroomFeed(id), title: name })),
  ];
  return renderShell({
    siteUrl,
    words,
    title: `${words.feeds} — ${network.name}`,
    description: words.feedsIntro,
    canonicalUrl: urlOf(siteUrl, FEEDS_PAGE_KEY),
    feeds: links,
    home: { title: network.name, href: '/' },
    main: html`<h1>${words.feeds}</h1>
      <p>${words.feedsIntro}</p>
      <p>${words.feedsHow}</p>
      <div class="feeds">${links.map((link) => feedAddresses(link, siteUrl))}</div>`,
  });
}

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

function releaseList(index: ReleaseIndex, newsrooms: readonly Newsroom[], words: Words): Markup {
  const desks = new Map(newsrooms.map((newsroom) => [newsroom.id, newsroom]));
  if (index.releases.length === 0) return html`<p>${words.noReleases}</p>`;
  const items = index.releases.map((head) => listItem(head, desks.get(head.newsroom), words));
  const newest = desks.get(index.releases[0]?.newsroom ?? '');
  const shownAt = (at: string): Markup =>
    html`<p class="small">${words.updated} ${time(at, newest, words)}</p>`;
  return html`<ol class="list">
      ${items}
    </ol>
    ${when(index.updatedAt, shownAt)}`;
}

function listItem(head: Head, newsroom: Newsroom | undefined, words: Words): Markup {
  return html`<li>
    <a href="/${pageKey(head)}" lang="${head.language}" dir="${directionOf(head.language)}"
      >${head.headline}</a
    >
    ${when(head.summary, (text) => html`<p lang="${head.language}" dir="${directionOf(head.language)}">${text}</p>`)}
    <p class="small">
      ${time(publishedAtOf(head), newsroom, words)} ·
      <span dir="auto">${newsroom?.name ?? head.newsroom}</span>
    </p>
  </li> `;
}

function time(at: string, newsroom: Newsroom | undefined, words: Words): Markup {
  return html`<time datetime="${at}">${formatTime(at, newsroom?.timezone ?? 'UTC', words)}</time>`;
}

function feedAddresses({ feedId, title }: FeedLink, siteUrl: string): Markup {
  const addresses = FORMAT_NAMES.map(([format, name]) => {
    const url = urlOf(siteUrl, feedKey(feedId, format));
    return html`<dt>${name}</dt>
      <dd>
        <a href="${url}"><code>${url}</code></a>
      </dd>`;
  });
  return html`<section>
    <h2 dir="auto">${title}</h2>
    <dl>${addresses}</dl>
  </section> `;
}

function byName(newsrooms: readonly Newsroom[]): Newsroom[] {
  return [...newsrooms].sort((a, b) => (a.name === b.name ? order(a.id, b.id) : order(a.name, b.name)));
}

function order(a: string, b: string): number {
  return a < b ? -1 : 1;
}
