import { describe, expect, it } from 'vitest';
import { importedOf, type Read } from '../../../cli/import/imported-of.ts';
import { readItems } from '../../../cli/import/read-items.ts';

async function* inChunks(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

/** Reads a document in chunks that part every name and entity somewhere. */
async function read(text: string, size = 7): Promise<Read[]> {
  const all: Read[] = [];
  for await (const { item, channel } of readItems(inChunks(text, size))) all.push(importedOf(item, channel));
  return all;
}

const WXR = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old desk</title><link>https://old.example</link><language>id-ID</language>
<wp:author><wp:author_login><![CDATA[sri]]></wp:author_login><wp:author_display_name><![CDATA[Sri Wahyuni]]></wp:author_display_name></wp:author>
<item><title><![CDATA[Pasar &amp; alun-alun]]></title><link>https://old.example/2019/05/pasar/</link>
<pubDate>Sat, 04 May 2019 10:00:00 +0000</pubDate><d:creator><![CDATA[sri]]></d:creator>
<guid isPermaLink="false">https://old.example/?p=12</guid><description></description>
<content:encoded><![CDATA[First line
second line

[gallery ids="1,2"]
<h2>Head</h2>

Last \u{b}one]]></content:encoded><excerpt:encoded><![CDATA[In short]]></excerpt:encoded>
<wp:post_date_gmt>2019-05-04 10:00:00</wp:post_date_gmt><wp:post_modified_gmt>2019-06-01 00:00:00</wp:post_modified_gmt>
<wp:post_name>pasar</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password>
<category domain="category" nicename="x"><![CDATA[Ekonomi]]></category><category domain="post_tag" nicename="y"><![CDATA[pasar]]></category>
<wp:comment><wp:comment_content><![CDATA[Never read]]></wp:comment_content></wp:comment></item>
<item><title>A page</title><guid>x:1</guid><wp:post_type>page</wp:post_type><wp:status>publish</wp:status></item>
<item><title>A draft</title><guid>x:2</guid><wp:post_type>post</wp:post_type><wp:status>draft</wp:status></item>
<item><title>Locked</title><guid>x:3</guid><wp:post_type>post</wp:post_type><wp:status>publish</wp:status><wp:post_password>x</wp:post_password></item>
</channel></rss>`;

describe('a WordPress export', () => {
  it('gives its published posts, and passes the rest over', async () => {
    const [post, ...others] = await read(WXR);
    expect(post).toEqual({
      kind: 'release',
      name: expect.stringMatching(/^pasar-[0-9a-f]{10}$/),
      uriKept: true,
      imported: {
        command: 'import',
        uri: 'https://old.example/?p=12',
        headline: 'Pasar & alun-alun',
        html: '<p>First line<br>second line</p>\n<h2>Head</h2>\n<p>Last one</p>',
        summary: 'In short',
        authors: ['Sri Wahyuni'],
        categories: ['Ekonomi'],
        keywords: ['pasar'],
        language: 'id-ID',
        publishedAt: '2019-05-04T10:00:00Z',
        updatedAt: '2019-06-01T00:00:00Z',
        from: ['/2019/05/pasar/'],
      },
    });
    expect(others).toEqual(
      ['A page', 'A draft', 'Locked'].map((title) => ({ kind: 'passed-over', why: 'no-news', title })),
    );
  });

  it.each([1, 2, 64, 100_000])('is the same in chunks of %i characters', async (size) => {
    expect(await read(WXR, size)).toEqual(await read(WXR));
  });
});

describe('feeds', () => {
  it('RSS: text from content or description, dates as they come, ids that are no address replaced', async () => {
    const [first, second] =
      await read(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
      <item><title>One</title><link>https://a.example/news/one</link><guid>https://a.example/news/one</guid>
        <pubDate>Tue, 10 Mar 2015 11:00:00 +0100</pubDate><description>Short</description><content:encoded>&lt;p&gt;Long&lt;/p&gt;</content:encoded></item>
      <item><title>Two&nbsp;</title><guid isPermaLink="false">no address</guid><pubDate>2015-03-09T00:00:00Z</pubDate>
        <description>&lt;b&gt;All&lt;/b&gt; there is</description></item></channel></rss>`);
    expect(first).toMatchObject({
      uriKept: true,
      imported: {
        html: '<p>Long</p>',
        summary: 'Short',
        publishedAt: '2015-03-10T10:00:00Z',
        from: ['/news/one'],
      },
    });
    expect(second).toMatchObject({
      uriKept: false,
      imported: { headline: 'Two', html: '<b>All</b> there is', from: [] },
    });
    expect(second).not.toHaveProperty('imported.uri');
  });

  it('Atom: XHTML, plain text, links and categories', async () => {
    const [first, second] = await read(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
      <entry><title type="html">One &amp;lt;</title><id>tag:a.example,2019:1</id><updated>2019-02-02T00:00:00Z</updated>
        <published>2019-01-01T00:00:00Z</published><link rel="self" href="https://a.example/x.atom"/><link href="https://a.example/one"/>
        <category term="t" label="Health"/><author><name>Never</name></author>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A <a href="/b?c&amp;d">b</a> &lt; c</p></div></content></entry>
      <entry><title>Two</title><id>tag:a.example,2019:2</id><updated>2019-03-03T00:00:00Z</updated><summary>1 &lt; 2</summary></entry></feed>`);
    expect(first).toMatchObject({
      imported: {
        uri: 'tag:a.example,2019:1',
        html: '<div><p>A <a href="/b?c&amp;d">b</a> &lt; c</p></div>',
        categories: ['Health'],
        language: 'en',
        publishedAt: '2019-01-01T00:00:00Z',
        updatedAt: '2019-02-02T00:00:00Z',
        from: ['/one'],
      },
    });
    expect(second).toMatchObject({ imported: { html: '1 &lt; 2', publishedAt: '2019-03-03T00:00:00Z' } });
  });
});

describe('a document that means no good', () => {
  const items = (inner: string): string => `<rss><channel>${inner}</channel></rss>`;
  it.each([
    [
      'has entities of its own',
      '<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss><channel/></rss>',
      'document type',
    ],
    ['is cut off', '<rss><channel><item><title>x', 'not well-formed'],
    ['is a page', '<html><body>x</body></html>', 'no WordPress export'],
    ['is no XML', 'hello', 'not well-formed'],
    ['is deep', items('<a>'.repeat(200)), 'deep'],
    ['never ends an item', items(`<item><title>${'x'.repeat(31_000_000)}`), 'on and on'],
  ])('that %s is refused', async (_, text, said) => {
    await expect(read(text, 65_536)).rejects.toThrow(said);
  });

  it('loses an item that is too large, and keeps the others', async () => {
    const small =
      '<item><title>Small</title><guid>x:1</guid><pubDate>2019-01-01</pubDate><description>y</description></item>';
    const big = `<item><title>Big</title><description>${'x'.repeat(1_000_001)}</description></item>`;
    expect(await read(items(big + small), 65_536)).toMatchObject([{ why: 'too-large' }, { kind: 'release' }]);
  });

  it.each([
    ['<title>x</title><pubDate>2019-01-01</pubDate><description>y</description>', 'no-id'],
    ['<title>x</title><guid>x:1</guid><description>y</description>', 'no-date'],
    ['<title>x</title><guid>x:1</guid><pubDate>2019-01-01</pubDate>', 'no-text'],
  ])('an item %s is named with what it lacks', async (inner, why) => {
    expect(await read(items(`<item>${inner}</item>`))).toEqual([{ kind: 'passed-over', why, title: 'x' }]);
  });
});
