/** The export of a WordPress site with so many posts, a page and a draft; the newest post first, as WordPress has it. */
export function aWordPressExport(posts: number): string {
  const items = Array.from({ length: posts }, (_, index) => aPost(posts - index));
  return `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old desk</title><link>https://old.example</link><language>en</language><wp:wxr_version>1.2</wp:wxr_version>
<item><title>About</title><guid>https://old.example/?page_id=1</guid><wp:post_type>page</wp:post_type><wp:status>publish</wp:status></item>
<item><title>Not yet</title><guid>https://old.example/?p=2</guid><wp:post_type>post</wp:post_type><wp:status>draft</wp:status></item>
${items.join('\n')}
</channel></rss>
`;
}

/** When a post of `aWordPressExport` was published. */
export function publishedOf(number: number): string {
  return `${new Date(Date.parse('2015-01-01T06:00:00Z') + number * 86_400_000).toISOString().slice(0, 19)}Z`;
}

function aPost(number: number): string {
  const at = publishedOf(number).replace('T', ' ').replace('Z', '');
  return `<item><title><![CDATA[Notice number ${number}]]></title><link>https://old.example/2015/notice-${number}/</link>
<guid isPermaLink="false">https://old.example/?p=${1000 + number}</guid><description></description>
<content:encoded><![CDATA[The council publishes notice number ${number}.

It holds until notice number ${number + 1}.]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_date_gmt><![CDATA[${at}]]></wp:post_date_gmt><wp:post_modified_gmt><![CDATA[${at}]]></wp:post_modified_gmt>
<wp:post_name><![CDATA[notice-${number}]]></wp:post_name><wp:status><![CDATA[publish]]></wp:status><wp:post_type><![CDATA[post]]></wp:post_type></item>`;
}

/** An RSS document with so many items, each known by its address. */
export function anRssFeed(items: number): string {
  const all = Array.from({ length: items }, (_, index) => {
    const url = `https://other.example/news/item-${index}`;
    const at = new Date(Date.parse('2018-01-01T06:00:00Z') - index * 86_400_000).toUTCString();
    return `<item><title>Item ${index}</title><link>${url}</link><guid>${url}</guid><pubDate>${at}</pubDate><description>&lt;p&gt;What item ${index} says.&lt;/p&gt;</description></item>`;
  });
  return `<rss version="2.0"><channel><title>Other desk</title>${all.join('\n')}</channel></rss>`;
}
