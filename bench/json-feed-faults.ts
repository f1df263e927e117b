import * as z from 'zod';

/** Rules of JSON Feed 1.1 (jsonfeed.org/version/1.1), each object with its own members and nothing else but extensions. */
const address = z.url({ protocol: /^https?$/ });
const moment = z.iso.datetime({ offset: true });
const tag = z.string().regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/);
const author = z
  .strictObject({ name: z.string().optional(), url: address.optional(), avatar: address.optional() })
  .refine((one) => Object.keys(one).length > 0, 'an author needs one member at least');
const attachment = z.strictObject({
  url: address,
  mime_type: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/),
  title: z.string().optional(),
  size_in_bytes: z.int().nonnegative().optional(),
  duration_in_seconds: z.number().nonnegative().optional(),
});
const item = z
  .strictObject({
    id: z.string().min(1),
    url: address.optional(),
    external_url: address.optional(),
    title: z.string().optional(),
    content_html: z.string().optional(),
    content_text: z.string().optional(),
    summary: z.string().optional(),
    image: address.optional(),
    banner_image: address.optional(),
    date_published: moment.optional(),
    date_modified: moment.optional(),
    author: author.optional(),
    authors: z.array(author).optional(),
    tags: z.array(z.string()).optional(),
    language: tag.optional(),
    attachments: z.array(attachment).optional(),
  })
  .refine(
    (one) => one.content_html !== undefined || one.content_text !== undefined,
    'an item needs content_html or content_text',
  );
const feed = z
  .strictObject({
    version: z.literal('https://jsonfeed.org/version/1.1'),
    title: z.string().min(1),
    home_page_url: address.optional(),
    feed_url: address.optional(),
    description: z.string().optional(),
    user_comment: z.string().optional(),
    next_url: address.optional(),
    icon: address.optional(),
    favicon: address.optional(),
    author: author.optional(),
    authors: z.array(author).optional(),
    language: tag.optional(),
    expired: z.boolean().optional(),
    hubs: z.array(z.strictObject({ type: z.string(), url: address })).optional(),
    items: z.array(item),
  })
  .refine(({ items }) => new Set(items.map(({ id }) => id)).size === items.length, 'an id stands twice')
  .refine(
    ({ feed_url, next_url }) => next_url === undefined || next_url !== feed_url,
    'next_url is feed_url',
  );

/** What JSON Feed 1.1 objects to in a document; extensions may stand anywhere if they are objects called `_name`. */
export function jsonFeedFaults(document: string): string[] {
  const faults: string[] = [];
  const parsed: unknown = JSON.parse(document, (key, value: unknown) => {
    if (!key.startsWith('_')) return value;
    if (key.includes('.') || typeof value !== 'object' || value === null)
      faults.push(`${key} is no extension`);
    return undefined;
  });
  const read = feed.safeParse(parsed);
  if (!read.success) {
    faults.push(...read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  }
  return faults;
}
