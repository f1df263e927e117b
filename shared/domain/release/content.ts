import * as z from 'zod/mini';
import { sanitizedHtmlSchema } from '../html/sanitized-html.ts';
import { contactSchema } from './newsroom.ts';

/** What the public bucket holds of a picture while its release can be read, by object key, with its true type and length. */
const pictureFileSchema = z.object({
  key: z.string(),
  type: z.string(),
  bytes: z.int(),
  width: z.exactOptional(z.int()),
  height: z.exactOptional(z.int()),
});
export type PictureFile = z.infer<typeof pictureFileSchema>;

/** A picture with its words. `file` is its largest JPEG, `renditions` all that was made of it, `sha256` that of what came. */
const contentPictureSchema = z.object({
  caption: z.exactOptional(z.string()),
  alt: z.exactOptional(z.string()),
  credit: z.exactOptional(z.string()),
  rights: z.exactOptional(z.string()),
  sha256: z.exactOptional(z.string()),
  file: z.exactOptional(pictureFileSchema),
  renditions: z.exactOptional(z.array(pictureFileSchema)),
});
export type ContentPicture = z.infer<typeof contentPictureSchema>;

/**
 * What a reader sees of one version: plain text everywhere but `bodyHtml`, which has been through the sanitizer.
 * Times are RFC 3339 UTC with a `Z`; `datedAt` is the date that the text itself carries.
 */
export const contentSchema = z.object({
  headline: z.string(),
  subheadline: z.exactOptional(z.string()),
  summary: z.exactOptional(z.string()),
  bodyHtml: sanitizedHtmlSchema,
  language: z.string(),
  authors: z.array(z.string()),
  dateline: z.exactOptional(z.string()),
  datedAt: z.exactOptional(z.string()),
  categories: z.array(z.string()),
  /** The lead picture; words alone while its file has not come. */
  picture: z.exactOptional(contentPictureSchema),
  /** The pictures that stand in `bodyHtml`, in their order. */
  pictures: z.exactOptional(z.array(contentPictureSchema)),
  contacts: z.array(contactSchema),
  boilerplate: z.exactOptional(z.string()),
  keywords: z.exactOptional(z.array(z.string())),
  organisation: z.exactOptional(z.string()),
  ticker: z.exactOptional(z.string()),
  rights: z.exactOptional(z.string()),
  /** Where the text was published first, an https address. */
  canonical: z.exactOptional(z.string()),
});

export type Content = z.infer<typeof contentSchema>;

/** What a content shows of pictures: its lead, those in its text, and the text that they stand in. */
export function picturesOn({
  picture,
  pictures,
  bodyHtml,
}: Content): Pick<Content, 'picture' | 'pictures' | 'bodyHtml'> {
  return {
    bodyHtml,
    ...(picture === undefined ? {} : { picture }),
    ...(pictures === undefined ? {} : { pictures }),
  };
}

/** Every picture of a content that has a file, the lead first. */
export function picturesOf({
  picture,
  pictures = [],
}: Pick<Content, 'picture' | 'pictures'>): ContentPicture[] {
  return [...(picture === undefined ? [] : [picture]), ...pictures].filter(({ file }) => file !== undefined);
}
