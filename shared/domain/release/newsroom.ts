import * as z from 'zod/mini';

export const contactSchema = z.object({
  name: z.exactOptional(z.string()),
  organisation: z.exactOptional(z.string()),
  phone: z.exactOptional(z.string()),
  email: z.exactOptional(z.string()),
});

/** A person or desk that answers questions about a release; plain text, shown to readers. */
export type Contact = z.infer<typeof contactSchema>;

/**
 * A publishing desk. `timezone` is an IANA zone, `language` BCP 47; `host` and `aliases` are lower-case host names
 * that its bylines may carry. A missing `defaults` or `vocabulary` means none.
 */
export const newsroomSchema = z.object({
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/)),
  name: z.string(),
  host: z.string(),
  aliases: z.exactOptional(z.array(z.string())),
  /** Where receipts are mailed to; shown to nobody. */
  contactEmail: z.exactOptional(z.string()),
  timezone: z.string(),
  language: z.string(),
  defaults: z.exactOptional(
    z.object({
      contacts: z.exactOptional(z.array(contactSchema)),
      boilerplate: z.exactOptional(z.string()),
      categories: z.exactOptional(z.array(z.string())),
    }),
  ),
  vocabulary: z.exactOptional(z.array(z.string())),
  /** When `rules.review` held, oldest first; kept, so that a rebuild holds the same uploads. */
  reviewed: z.exactOptional(z.array(z.object({ since: z.string(), until: z.exactOptional(z.string()) }))),
  rules: z.exactOptional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
});

export type Newsroom = z.infer<typeof newsroomSchema>;
