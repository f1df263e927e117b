import { newsroomFeed } from '../feed/feed-id.ts';
import { segmentOf } from '../release/release-id.ts';
import { html, type Markup } from './markup.ts';
import { readableContent, type ReleaseView } from './release-view.ts';

/** Categories, each a link to its page where it has one. */
export function kicker(view: ReleaseView): Markup | undefined {
  const { categories } = readableContent(view);
  if (categories.length === 0) return undefined;
  const names = categories.map((name) => topicLink(view, 'c', name));
  return html`<p class="kicker">${separated(names, ' · ')}</p>`;
}

/** The name of a category or author, as a link where it has a page. */
export function topicLink({ feeds, newsroom }: ReleaseView, kind: 'a' | 'c', name: string): Markup {
  const feedId = `${newsroomFeed(newsroom.id)}/${kind}/${segmentOf(name)}`;
  return feeds.includes(feedId) ? html`<a href="/${feedId}/">${name}</a>` : html`${name}`;
}

/** Parts with something between them. */
export function separated(parts: readonly Markup[], separator: string): Markup[] {
  return parts.map((part, n) => html`${n === 0 ? '' : separator}${part}`);
}
