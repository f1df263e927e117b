import * as z from 'zod/mini';
import { NETWORK_FEED } from '../feed/feed-id.ts';
import { FEED_DOCUMENTS, FEED_FORMATS, feedKey, urlOf } from '../site/paths.ts';

export const feedFormatSchema = z.enum(FEED_FORMATS);

/** What is subscribed to: one document of a feed (WebSub §2, "topic"). */
export type Topic = { feedId: string; format: z.infer<typeof feedFormatSchema> };

/** Feeds that are topics: the network's, newsrooms', and those for a category, an author or a language. */
const FEED_ID = /^(?:network|n\/[a-z0-9-]+(?:\/[ac]\/[a-z0-9-]+)?|[cl]\/[a-z0-9-]+)$/;

/** The topic that an address stands for by its path alone, whosever host it names; undefined for any other address. */
export function topicOfUrl(url: string): Topic | undefined {
  if (!URL.canParse(url)) return undefined;
  const path = new URL(url).pathname.slice(1);
  const format = FEED_FORMATS.find(
    (each) => path === FEED_DOCUMENTS[each] || path.endsWith(`/${FEED_DOCUMENTS[each]}`),
  );
  if (format === undefined) return undefined;
  const feedId = path.slice(0, -FEED_DOCUMENTS[format].length - 1) || NETWORK_FEED;
  return FEED_ID.test(feedId) && feedKey(feedId, format) === path ? { feedId, format } : undefined;
}

/** The address that a topic is subscribed to by: its document's `rel=self`. */
export function topicUrl(siteUrl: string, { feedId, format }: Topic): string {
  return urlOf(siteUrl, feedKey(feedId, format));
}
