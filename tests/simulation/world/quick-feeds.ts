import type { Feed } from '#domain/feed/feed.ts';
import type { RenderedFeed } from '#domain/feed/render-documents.ts';
import { renderJsonFeed } from '#domain/feed/render-json-feed.ts';

/** RSS, Atom, ed25519 and what is the same for all take long; one history in so many has them as the product does. */
const WHOLE_EVERY = 16;

let isWhole = true;

/** Which history begins. */
export function chooseFeeds(seed: number): void {
  isWhole = seed % WHOLE_EVERY === 0;
}

/** Whether the history that runs has everything rendered and signed as the product does. */
export function isWholeHistory(): boolean {
  return isWhole;
}

/** Keeps what was rendered in one way apart from what was in the other. */
export function quickKey(): string {
  return isWhole ? '' : 'quick ';
}

/** In most histories a list of what RSS and Atom show stands for them, and JSON is rendered without being read back. */
export function quickly(render: (feed: Feed) => RenderedFeed): (feed: Feed) => RenderedFeed {
  return (feed) => {
    if (isWhole) return render(feed);
    const shown = standIn(feed);
    return { ok: true, documents: { rss: shown, atom: shown, json: renderJsonFeed(feed) }, quarantined: [] };
  };
}

function standIn({ updatedAt, entries }: Feed): string {
  const shown = entries.map(
    ({ uri, version, notice = '', title, contentHtml }) =>
      `<guid>${uri}</guid><id>${uri}</id> ${version} ${notice} ${title} ${contentHtml}`,
  );
  return [updatedAt, ...shown].join('\n');
}
