import type { Finding } from '../receipt/finding.ts';
import type { Draft } from '../release/draft.ts';
import { importedSchema, type Imported } from '../release/imported.ts';
import type { Newsroom } from '../release/newsroom.ts';
import { makeDraft } from './make-draft.ts';
import { emptyReading, type Said } from './reading.ts';

/** An object of the log below `commands/import/`; undefined for one that is none. */
export function readImported(bytes: Uint8Array): Imported | undefined {
  try {
    return importedSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return undefined;
  }
}

/**
 * The draft of a release that was published elsewhere, cleaned as an upload is. What its text says of embargoes is not
 * asked: it has been public.
 */
export function draftOfImported(
  imported: Imported,
  newsroom: Newsroom,
): { draft?: Draft; findings: Finding[] } {
  const { headline, html, summary, authors, categories, keywords, language } = imported;
  const { draft, findings } = makeDraft(
    {
      ...emptyReading({ ...said(html), format: 'html' }),
      headline: said(headline),
      ...(summary === undefined ? {} : { summary: said(summary) }),
      ...(language === undefined ? {} : { language: said(language) }),
      authors: authors.map(said),
      categories: categories.map(said),
      keywords: keywords.map(said),
    },
    newsroom,
  );
  return draft === undefined ? { findings } : { draft, findings };
}

function said(text: string): Said {
  return { text, line: 1 };
}
