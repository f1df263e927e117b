import { createHash } from 'node:crypto';
import { htmlToText } from '../html/text.ts';
import { withoutFigures } from '../html/media-url.ts';
import { picturesOf } from './content.ts';
import type { Draft } from './draft.ts';

/**
 * Two hashes of a draft, taken after the sanitizer's fixpoint (DESIGN §2, ingest). `textHash` covers the words alone,
 * not those of pictures that came beside it,
 * so that a copy is known under any key, newsroom, format and metadata; `hash` covers all that is published, its times and
 * feeds included, so that equal means that nobody needs to be told.
 */
export function hashesOf(draft: Draft, feeds: readonly string[]): { hash: string; textHash: string } {
  const words = htmlToText(withoutFigures(draft.bodyHtml)).replace(/\s+/g, ' ');
  const textHash = digest([draft.headline, draft.subheadline ?? '', draft.summary ?? '', words]);
  const hash = digest([
    textHash,
    draft.bodyHtml,
    draft.language,
    draft.authors,
    draft.dateline ?? '',
    draft.datedAt ?? '',
    draft.categories,
    [
      draft.picture?.caption ?? '',
      draft.picture?.alt ?? '',
      draft.picture?.credit ?? '',
      ...picturesOf(draft).flatMap(({ sha256 = '', rights = '' }) => [sha256, rights]),
    ],
    draft.contacts.map((contact) => [
      contact.name ?? '',
      contact.organisation ?? '',
      contact.phone ?? '',
      contact.email ?? '',
    ]),
    draft.boilerplate ?? '',
    [
      draft.keywords ?? [],
      draft.organisation ?? '',
      draft.ticker ?? '',
      draft.rights ?? '',
      draft.canonical ?? '',
    ],
    [draft.change.kind, draft.change.note ?? ''],
    [draft.publishAt ?? '', draft.embargoedUntil ?? '', draft.expires ?? ''],
    feeds,
  ]);
  return { hash, textHash };
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
