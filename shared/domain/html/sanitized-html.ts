import * as z from 'zod/mini';

/** HTML that only `sanitizeHtml` makes and only the renderers accept; reading it back from the table keeps the brand. */
export const sanitizedHtmlSchema = z.string().brand('SanitizedHtml');

export type SanitizedHtml = z.infer<typeof sanitizedHtmlSchema>;
