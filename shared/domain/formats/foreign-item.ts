import type { Finding } from '../receipt/finding.ts';
import { quote } from './quote.ts';
import type { Reading, Said } from './reading.ts';

/**
 * An item that a program wrote: its reading, and the words in it that people read, to be searched for embargo wording;
 * its names of properties are none.
 */
export type ForeignItem = { reading?: Reading; words: string; findings: Finding[] };

/** `pubStatus` of ninjs and NewsML-G2 (IPTC NewsCodes): an item that was taken back is no text to publish. */
export function checkPubStatus(status: Said | undefined): Finding[] {
  const said = status?.text.replace(/^stat:/, '').toLowerCase();
  if (status === undefined || said !== 'canceled') return [];
  return [{ code: 'E_CANCELED', line: status.line, found: quote(status.text) }];
}

/** The words that a reading's text fields hold, a field a paragraph. */
export function wordsOf(reading: Reading, more: readonly string[] = []): string {
  const { headline, subheadline, summary, editorNote, rights, boilerplate } = reading;
  const said = [headline, subheadline, summary, editorNote, rights, boilerplate].map(
    (one) => one?.text ?? '',
  );
  return [...said, ...more].filter((text) => text !== '').join('\n\n');
}
