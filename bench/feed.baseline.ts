import { Feed } from 'feed';

type Item = { title: string; id: string; link: string; content: string; authors: string[]; at: Date };

/** Items in three formats by the feed package alone, with nothing checked and nothing added. */
export function feedByPackage(items: readonly Item[]) {
  const feed = new Feed({
    title: 'Harbour',
    id: 'https://news.example.org/n/harbour/',
    link: 'https://news.example.org/n/harbour/',
  });
  for (const { title, id, link, content, authors, at } of items) {
    const author = authors.map((name) => ({ name }));
    feed.addItem({ title, id, link, content, author, date: at, published: at });
  }
  return { rss: feed.rss2(), atom: feed.atom1(), json: feed.json1() };
}
