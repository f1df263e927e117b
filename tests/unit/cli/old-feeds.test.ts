import { expect, it } from 'vitest';
import { oldFeedPaths } from '#domain/site/moved-feeds.ts';
import { readItems } from '../../../cli/import/read-items.ts';

async function* whole(text: string): AsyncGenerator<string> {
  yield text;
}

/** Where the feeds of the site were that a document of these elements is about. */
async function oldFeedsOf(text: string): Promise<string[]> {
  for await (const { channel } of readItems(whole(text))) {
    const { link, self, isExport } = channel;
    return oldFeedPaths({ ...(isExport && link !== undefined ? { site: link } : {}), self });
  }
  return ['no item'];
}

const ATOM = 'xmlns:atom="http://www.w3.org/2005/Atom"';
const WP = 'xmlns:wp="http://wordpress.org/export/1.2/"';
const ITEM = '<item><title>x</title><link>https://old.example/x/</link></item>';
const self = (href: string): string => `<atom:link rel="self" href="${href}"/>`;
const rss = (said: string): string => `<rss ${ATOM} ${WP}><channel>${said}${ITEM}</channel></rss>`;
const VERSION = '<wp:wxr_version>1.2</wp:wxr_version>';
const OF_ROOT = ['/feed/', '/feed/rss2/', '/feed/rss/', '/feed/rdf/', '/feed/atom/'];

it.each([
  ['an export', rss(`<link>https://old.example</link>${VERSION}`), OF_ROOT],
  [
    'an export of a site in a folder, with a picture that has a link of its own',
    rss(
      `<image><link>https://pictures.example/i/</link></image><link>https://old.example/desk/</link>${VERSION}`,
    ),
    OF_ROOT.map((path) => `/desk${path}`),
  ],
  [
    'an export of a site that lies where ours does',
    rss(`<link>https://old.example/n/x</link>${VERSION}`),
    [],
  ],
  ['an RSS feed', rss(`<link>https://old.example</link>${self('https://old.example/feed/')}`), ['/feed/']],
  ['a feed whose address is one of ours', rss(self('https://old.example/feed.xml')), []],
  ['a feed by a query', rss(self('https://old.example/?feed=rss2')), []],
  ['a feed that says no address', rss('<link>https://old.example/desk</link>'), []],
  ['a feed at no address of the web', rss(self('mailto:desk@old.example')), []],
  [
    'an Atom feed',
    `<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://old.example/"/><link rel="self" href="https://old.example/news/atom.xml"/><entry><title>x</title><link rel="self" href="https://old.example/1"/></entry></feed>`,
    ['/news/atom.xml'],
  ],
])('the old feeds of %s', async (_, text, paths) => {
  expect(await oldFeedsOf(text)).toEqual(paths);
});
