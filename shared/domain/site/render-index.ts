import { archiveFeed, archiveOf, newsroomFeed, NETWORK_FEED } from '../feed/feed-id.ts';
import { labelOf, topicOf } from '../feed/feed-topic.ts';
import type { ListedFeed } from '../feed/feed-entry.ts';
import type { Newsroom } from '../release/newsroom.ts';
import type { ReleaseIndex } from './build-index.ts';
import { byName } from './by-name.ts';
import { html, when, type Markup } from './markup.ts';
import type { Network } from './network.ts';
import { topicKey, urlOf } from './paths.ts';
import { releaseList } from './release-list.ts';
import { renderShell } from './shell.ts';
import { withoutDesk } from './without-desk.ts';
import { wordsFor, type Words } from './words.ts';

/**
 * What the page of a feed shows: its releases, where older ones are (the number of an archive document), and for a
 * newsroom or the network the feeds that belong to it.
 */
export type IndexPage = {
  feedId: string;
  siteUrl: string;
  network: Network;
  newsrooms: readonly Newsroom[];
  index: ReleaseIndex;
  olderArchive?: number | undefined;
  listed?: readonly ListedFeed[];
};

/** On a front page the name stands in the masthead already; programs that read aloud look for a heading. */
const UNDER_MASTHEAD = html`class="unseen"`;

/** The page of a feed for people: the network's, a newsroom's, a topic's, or what one archive document holds. */
export function renderIndexPage(page: IndexPage): string {
  const { feedId, siteUrl, network, newsrooms, index } = page;
  const archive = archiveOf(feedId);
  const topic = topicOf(feedId);
  const newsroom = newsrooms.find(({ id }) => id === topic.newsroom);
  const words = wordsFor(newsroom?.language ?? network.language);
  const desk = newsroom?.name ?? network.name;
  const label = archive === undefined ? labelOf(topic, index.releases) : `${words.archive} ${archive.number}`;
  const title = label === undefined ? desk : `${label} — ${desk}`;
  return renderShell({
    siteUrl,
    words,
    title,
    description: `${words.newestReleases}: ${title}`,
    canonicalUrl: urlOf(siteUrl, topicKey(feedId)),
    feeds: [{ feedId: archive?.feedId ?? feedId, title: archive === undefined ? title : desk }],
    home: { title: desk, href: topic.newsroom === undefined ? '/' : `/n/${topic.newsroom}/` },
    main: html`<h1 dir="auto" ${label === undefined ? UNDER_MASTHEAD : ''}>${label ?? desk}</h1>
      <h2 class="label">${archive === undefined ? words.newestReleases : words.olderReleases}</h2>
      ${releaseList(index, newsrooms, words, topic.newsroom)} ${pager(page, words)} ${belonging(page, words)}
      ${when(archive === undefined && label === undefined ? newsroom : undefined, (one) => about(one, words))}`,
  });
}

/** Older releases stand page by page where the archive's documents are, which are never shuffled. */
function pager({ feedId, olderArchive }: IndexPage, words: Words): Markup | undefined {
  const archive = archiveOf(feedId);
  const of = archive?.feedId ?? feedId;
  if (archive === undefined && olderArchive === undefined) return undefined;
  const older = olderArchive === undefined ? undefined : `/${folderOf(archiveFeed(of, olderArchive))}`;
  return html`<nav class="pager" aria-label="${words.archive}">
    ${archive === undefined ? undefined : html`<a href="/${folderOf(of)}">${words.newestReleases}</a>`}
    ${when(older, (href) => html`<a rel="prev" href="${href}">${words.olderReleases}</a>`)}
  </nav>`;
}

function folderOf(feedId: string): string {
  return topicKey(feedId).replace(/index\.html$/, '');
}

/** The newsrooms of the network, and the topics, languages and authors that have pages of their own. */
function belonging({ feedId, network, newsrooms, listed = [] }: IndexPage, words: Words): Markup[] {
  const desks = byName(newsrooms).map(({ id, name }) => ({ feedId: newsroomFeed(id), title: name }));
  const own = feedId === NETWORK_FEED ? '' : `${feedId}/`;
  const desk =
    feedId === NETWORK_FEED ? network.name : newsrooms.find(({ id }) => newsroomFeed(id) === feedId)?.name;
  const under = (kind: string): ListedFeed[] =>
    listed.filter((feed) => feed.feedId.startsWith(`${own}${kind}/`)).map(withoutDesk(desk));
  return [
    ...(feedId === NETWORK_FEED ? [names(words.newsrooms, desks)] : []),
    names(words.topics, under('c')),
    ...(feedId === NETWORK_FEED ? [names(words.languages, under('l'))] : [names(words.authors, under('a'))]),
  ];
}

function names(title: string, feeds: readonly ListedFeed[]): Markup {
  if (feeds.length === 0) return html``;
  const items = feeds.map(
    (feed) => html`<li><a href="/${folderOf(feed.feedId)}" dir="auto">${feed.title}</a></li>`,
  );
  return html`<h2 class="label">${title}</h2>
    <ul class="names">
      ${items}
    </ul>`;
}

/** Who publishes here, in the newsroom's own words. */
function about({ name, host, defaults }: Newsroom, words: Words): Markup {
  return html`<section class="after">
    <h2 class="label">${words.about} ${name}</h2>
    ${when(defaults?.boilerplate, (text) => html`<p dir="auto">${text}</p>`)}
    ${when(host, (at) => html`<p class="small">${at}</p>`)}
  </section>`;
}
