import * as z from 'zod/mini';
import { sanitizedHtmlSchema } from '../html/sanitized-html.ts';
import { contactSchema } from './newsroom.ts';

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
  picture: z.exactOptional(
    z.object({
      caption: z.exactOptional(z.string()),
      alt: z.exactOptional(z.string()),
      credit: z.exactOptional(z.string()),
      /** What the public bucket holds of it, by object key, with its true type and length. */
      file: z.exactOptional(
        z.object({
          key: z.string(),
          type: z.string(),
          bytes: z.int(),
          width: z.exactOptional(z.int()),
          height: z.exactOptional(z.int()),
        }),
      ),
    }),
  ),
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
