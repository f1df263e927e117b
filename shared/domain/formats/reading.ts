import type { Contact } from '../release/newsroom.ts';

/** Words of the author with the line (from 1, in the file) that they stand on. */
export type Said = { text: string; line: number };

/** A picture that the text speaks of; the file itself is not in the text. */
export type SaidPicture = {
  file?: Said;
  caption?: Said;
  alt?: string;
  credit?: string;
  rights?: string;
  line: number;
};

/** What a format's reader found, in the author's words; nothing is judged or cleaned yet. */
export type Reading = {
  headline?: Said;
  subheadline?: Said;
  summary?: Said;
  authors: Said[];
  /** Hosts that a byline names. */
  hosts: Said[];
  newsroom?: Said;
  id?: Said;
  date?: Said;
  timezone?: Said;
  dateline?: Said;
  language?: Said;
  categories: Said[];
  keywords: Said[];
  contacts: Contact[];
  boilerplate?: Said;
  organisation?: Said;
  ticker?: Said;
  canonical?: Said;
  rights?: Said;
  editorNote?: Said;
  pictures: SaidPicture[];
  status?: Said;
  publishAt?: Said;
  embargo?: Said;
  expires?: Said;
  change?: { kind?: Said; note?: Said };
  body: Said & { format: 'markdown' | 'text' | 'html' };
};

/** A reading that holds nothing but a body. */
export function emptyReading(body: Reading['body']): Reading {
  return { authors: [], hosts: [], categories: [], keywords: [], contacts: [], pictures: [], body };
}
