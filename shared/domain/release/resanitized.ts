import { sanitizeHtml, UNSETTLED } from '../html/sanitize.ts';
import type { SanitizedHtml } from '../html/sanitized-html.ts';
import { picturesOf, type Content } from './content.ts';

/** What today's sanitizer says of a text that an earlier one let through. */
export type Resanitized =
  | { kind: 'same' }
  | { kind: 'changed'; bodyHtml: SanitizedHtml }
  /** It means to be read in two ways, and nothing of it is safe: a person decides. */
  | { kind: 'unsettled' };

/**
 * Holds a stored text against today's sanitizer. `again` is what the same file gives today, where it can be read: it
 * brings back what an earlier sanitizer took by mistake. It counts only with the pictures that stand, which may wait for
 * somebody's approval, and where today's reader takes the same out of the text: words that it puts elsewhere would be
 * lost. Without it the stored text itself is cleaned. Nothing but the body may change.
 */
export function resanitized(stored: Content, again?: Content): Resanitized {
  const bodyHtml = again !== undefined && isSameBeside(stored, again) ? again.bodyHtml : cleaned(stored);
  if (bodyHtml === undefined) return { kind: 'unsettled' };
  return bodyHtml === stored.bodyHtml ? { kind: 'same' } : { kind: 'changed', bodyHtml };
}

/** A stored text as it may be shown today; empty where nothing of it is safe. */
export function withCleanBody(content: Content): Content {
  return { ...content, bodyHtml: sanitizeHtml(content.bodyHtml).html };
}

function cleaned({ bodyHtml }: Content): SanitizedHtml | undefined {
  const { html, removed } = sanitizeHtml(bodyHtml);
  return removed.includes(UNSETTLED) ? undefined : html;
}

function isSameBeside(a: Content, b: Content): boolean {
  return besideBody(a) === besideBody(b);
}

/** The pictures that stand, and what a reader may take out of a text: what the text then no longer says. */
function besideBody(content: Content): string {
  const { headline, subheadline, summary, authors, dateline, datedAt, boilerplate, keywords } = content;
  return JSON.stringify([
    picturesOf(content).map(({ sha256 = '' }) => sha256),
    [headline, subheadline, summary, authors, dateline, datedAt, boilerplate, keywords],
    [content.picture?.caption, content.picture?.alt, content.picture?.credit],
    content.contacts.map(({ name, organisation, phone, email }) => [name, organisation, phone, email]),
  ]);
}
