import * as z from 'zod/mini';

/** RFC 3986 without what no feed, header or XML document may carry as it is. */
const URI = /^[a-z][a-z0-9+.-]{0,30}:[!#-;=?-[\]_a-z~]{1,270}$/i;
/** Ids of our own are UUIDs of version 5: one from elsewhere could be taken for another release's. */
const OURS = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5/i;
const TEXT = z.string().check(z.maxLength(2_000));
const NAMES = z.array(z.string().check(z.maxLength(120))).check(z.maxLength(40));
const time = z.iso.datetime();

/** Whether an id from elsewhere may be the `uri` of a release here. */
export function isForeignUri(uri: string): boolean {
  return URI.test(uri) && !OURS.test(uri);
}

/**
 * `commands/import/<newsroom>/<name>.json`: a release that was published elsewhere before, as the log keeps it. Nobody
 * is told of it. `uri` is the id that readers and aggregators know it by, `from` are the paths of its page there.
 */
export const importedSchema = z.strictObject({
  command: z.literal('import'),
  uri: z.exactOptional(z.string().check(z.refine(isForeignUri))),
  headline: TEXT,
  html: z.string().check(z.maxLength(1_000_000)),
  summary: z.exactOptional(TEXT),
  authors: NAMES,
  categories: NAMES,
  keywords: NAMES,
  language: z.exactOptional(z.string().check(z.maxLength(35))),
  publishedAt: time,
  updatedAt: time,
  from: z.array(z.string().check(z.maxLength(300))).check(z.maxLength(3)),
});
export type Imported = z.infer<typeof importedSchema>;

/** The newsroom and the release's name of such an object's key; undefined for any other key. */
export function importPlaceOf(key: string): { newsroom: string; name: string } | undefined {
  const [, newsroom, name] =
    /^commands\/import\/([a-z0-9][a-z0-9-]{0,62})\/([a-z0-9][a-z0-9-]{0,62})\.json$/.exec(key) ?? [];
  return newsroom === undefined || name === undefined ? undefined : { newsroom, name };
}
