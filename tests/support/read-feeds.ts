import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';

/** What one document of a feed says of one release; `updatedAt` where the format has it. */
export type Item = { id: string; title: string; publishedAt: string; updatedAt?: string; text: string };

/** The six documents that a release stands in: those of its newsroom and of the network. */
export const documentsOf = (newsroom: string): string[] =>
  ['', `/n/${newsroom}`].flatMap((place) =>
    ['feed.xml', 'atom.xml', 'feed.json'].map((name) => `${place}/${name}`),
  );

/**
 * Reads one document with a reader that is not ours, through the edge, which keeps it for a minute. Throws unless it is
 * there, in its own type.
 */
export async function readFeed(site: string, path: string): Promise<Item[]> {
  const response = await fetch(`${site}${path}`);
  const body = await response.text();
  if (response.status !== 200) throw new Error(`${path} answers ${response.status}`);
  const type = response.headers.get('content-type')?.split(';')[0];
  switch (type) {
    case 'application/rss+xml':
      return (parseRssFeed(body).items ?? []).map(({ guid, title, pubDate, content, description }) => ({
        id: guid?.value ?? '',
        title: title ?? '',
        publishedAt: instantOf(pubDate),
        text: content?.encoded ?? description ?? '',
      }));
    case 'application/atom+xml':
      return (parseAtomFeed(body).entries ?? []).map(({ id, title, published, updated, content }) => ({
        id: id ?? '',
        title: title?.value ?? '',
        publishedAt: instantOf(published),
        updatedAt: instantOf(updated),
        text: content?.value ?? '',
      }));
    case 'application/feed+json':
      return (parseJsonFeed(JSON.parse(body)).items ?? []).map((item) => ({
        id: item.id ?? '',
        title: item.title ?? '',
        publishedAt: instantOf(item.date_published),
        updatedAt: instantOf(item.date_modified),
        text: item.content_html ?? '',
      }));
    default:
      throw new Error(`${path} is a ${type}`);
  }
}

const instantOf = (date: string | undefined): string =>
  new Date(date ?? '').toISOString().replace('.000Z', 'Z');
