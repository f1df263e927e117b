/** An upload of text; the sanitizer's and Markdown's worst cases stay under two seconds below this. */
export const MAX_UPLOAD_BYTES = 256 * 1024;

/** A body as it is stored, so that a version's item stays under 350 KB (DESIGN §4). */
export const MAX_BODY_BYTES = 300_000;

/** What rendering may grow to; references such as `[a]: /xxx…` expand without bound. */
export const MAX_EXPANDED_CHARACTERS = 8 * MAX_UPLOAD_BYTES;

/** An HTML file whose elements, all closed, fill more than this was never written by a person. */
export const MAX_CLOSED_HTML_CHARACTERS = 2 * MAX_UPLOAD_BYTES;

export const HEADLINE_WARN_CHARACTERS = 140;
export const HEADLINE_MAX_CHARACTERS = 250;
export const SUMMARY_MAX_CHARACTERS = 500;
