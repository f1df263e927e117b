import type { Finding } from '../receipt/finding.ts';
import { checkStatus } from './check-directives.ts';
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

/**
 * What keeps a text from being published because of a picture that goes with it: one that was taken back, is not ready, or
 * is under another embargo than its text.
 */
export function checkPicture(
  { status, embargo }: { status: Said | undefined; embargo: Said | undefined },
  ofText: Said | undefined,
): Finding[] {
  const canceled = checkPubStatus(status);
  const isOther = embargo !== undefined && embargo.text !== ofText?.text;
  return [
    ...(canceled.length > 0 ? canceled : checkStatus(status)),
    ...(isOther
      ? [{ code: 'E_EMBARGO_HELD', line: embargo.line, found: quote(`picture: ${embargo.text}`) }]
      : []),
  ];
}

/** The words that a reading's text fields hold, a field a paragraph. */
export function wordsOf(reading: Reading, more: readonly string[] = []): string {
  const { headline, subheadline, summary, editorNote, rights, boilerplate, pictures } = reading;
  const said = [headline, subheadline, summary, editorNote, rights, boilerplate].map(
    (one) => one?.text ?? '',
  );
  const captions = pictures.map(({ caption }) => caption?.text ?? '');
  return [...said, ...captions, ...more].filter((text) => text !== '').join('\n\n');
}
