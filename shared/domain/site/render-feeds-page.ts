import { NETWORK_FEED, newsroomFeed } from '../feed/feed-id.ts';
import type { ListedFeed } from '../feed/feed-entry.ts';
import type { Newsroom } from '../release/newsroom.ts';
import { copyButton } from './buttons.ts';
import { byName } from './by-name.ts';
import { html, type Markup } from './markup.ts';
import type { Network } from './network.ts';
import { FEEDS_PAGE_KEY, feedKey, OPML_KEY, urlOf, type FeedFormat } from './paths.ts';
import { renderShell } from './shell.ts';
import { withoutDesk } from './without-desk.ts';
import { wordsFor, type Words } from './words.ts';

const FORMAT_NAMES: readonly (readonly [FeedFormat, string])[] = [
  ['rss', 'RSS 2.0'],
  ['atom', 'Atom 1.0'],
  ['json', 'JSON Feed 1.1'],
];

type FeedsPage = {
  network: Network;
  newsrooms: readonly Newsroom[];
  listed: readonly ListedFeed[];
  siteUrl: string;
};

/** What a feed is, and the address of every one, with buttons that copy them. */
export function renderFeedsPage({ network, newsrooms, listed, siteUrl }: FeedsPage): string {
  const words = wordsFor(network.language);
  const whole = { feedId: NETWORK_FEED, title: network.name };
  const under = (prefix: string): ListedFeed[] => listed.filter(({ feedId }) => feedId.startsWith(prefix));
  const desks = byName(newsrooms).map(({ id, name }) => {
    const feedId = newsroomFeed(id);
    return group(
      name,
      [{ feedId, title: name }, ...under(`${feedId}/`).map(withoutDesk(name))],
      siteUrl,
      words,
    );
  });
  return renderShell({
    siteUrl,
    words,
    title: `${words.feeds} — ${network.name}`,
    description: words.feedsIntro,
    canonicalUrl: urlOf(siteUrl, FEEDS_PAGE_KEY),
    feeds: [whole, ...byName(newsrooms).map(({ id, name }) => ({ feedId: newsroomFeed(id), title: name }))],
    home: { title: network.name, href: '/' },
    main: html`<h1>${words.feeds}</h1>
      <p>${words.feedsIntro}</p>
      <p>${words.feedsHow} ${words.feedsFormats}</p>
      <p><a href="/${OPML_KEY}">${words.feedsAll}</a></p>
      ${group(network.name, [whole, ...[...under('l/'), ...under('c/')].map(withoutDesk(network.name))], siteUrl, words)}
      ${desks}`,
  });
}

function group(title: string, feeds: readonly ListedFeed[], siteUrl: string, words: Words): Markup {
  return html`<h2 class="label" dir="auto">${title}</h2>
    <div class="feeds">${feeds.map((feed) => addresses(feed, siteUrl, words))}</div>`;
}

function addresses({ feedId, title }: ListedFeed, siteUrl: string, words: Words): Markup {
  const links = FORMAT_NAMES.map(
    ([format, name]) => html`<a href="${urlOf(siteUrl, feedKey(feedId, format))}">${name}</a> `,
  );
  const rss = urlOf(siteUrl, feedKey(feedId, 'rss'));
  return html`<section>
    <h3 dir="auto">${title}</h3>
    <p>${links} ${copyButton(rss, words.copyAddress, words)}</p>
    <p><code>${rss}</code></p>
  </section> `;
}
