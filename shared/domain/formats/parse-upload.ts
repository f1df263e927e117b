import { isRefused, type Finding } from '../receipt/finding.ts';
import type { Draft } from '../release/draft.ts';
import type { Newsroom } from '../release/newsroom.ts';
import { decodeText } from './decode-text.ts';
import { findEmbargoWordings } from './embargo-wording.ts';
import { parseDropKey } from './key.ts';
import { makeDraft } from './make-draft.ts';
import { quote } from './quote.ts';
import { isZone } from './read-date.ts';
import { readUpload, type ReadUpload } from './read-upload.ts';
import { settleEmbargo } from './settle-embargo.ts';
import { withoutNames, type JudgedText } from './settle-pictures.ts';

/** What may stand between the words of one sentence in HTML; without line breaks, so that lines keep their numbers. */
const INLINE_MARKUP =
  /<\/?(?:a|abbr|b|bdi|bdo|em|font|i|mark|small|span|strong|sub|sup|time|u)(?:\s[^<>\n]{0,300})?>/gi;
const SPACE_ENTITY = /&(?:nbsp|#160|#xa0);/gi;

/** One upload: its bytes, the (decoded) key it was dropped under, and the newsroom that the key names. */
export type UploadToParse = { bytes: Uint8Array; key: string; newsroom: Newsroom };

/**
 * Reads an upload in the order of DESIGN §2 (ingest): size, format, UTF-8, parse, normalise, sanitize, oracle,
 * validate. A draft comes only without an `E_…` finding: what is in doubt is told, not published. Pure: the same
 * bytes, key and newsroom give the same answer everywhere and at any time.
 */
export function parseUpload(upload: UploadToParse): { draft?: Draft; findings: Finding[] } {
  const { draft, findings } = readDraft(upload);
  return draft === undefined ? { findings } : { draft: withoutNames(draft), findings };
}

/** `parseUpload` for whoever finds the pictures: the draft holds the names of those that the text places. */
export function readDraft({ bytes, key, newsroom }: UploadToParse): JudgedText {
  const place = parseDropKey(key);
  if (place.kind !== 'incoming' && place.kind !== 'check') {
    return refused({ code: 'E_KEY_INVALID', found: quote(key) });
  }
  if (place.newsroom !== newsroom.id) {
    const values = { newsroom: newsroom.id, host: newsroom.host };
    return refused({ code: 'E_NEWSROOM_MISMATCH', found: quote(place.newsroom), values });
  }
  const decoded = decodeText(bytes);
  if (decoded.text === undefined) return refused(...decoded.findings);
  const read = readUpload(decoded.text, place.path);
  return judgeRead(
    { ...read, findings: [...decoded.findings, ...read.findings] },
    { path: place.path, newsroom },
  );
}

/**
 * What comes of a file that was read, by this or (a container) by convert: cleaned, checked and held against the
 * newsroom. `path` is the file's inside its newsroom.
 */
export function judgeRead(
  read: ReadUpload,
  { path, newsroom }: { path: string; newsroom: Newsroom },
): JudgedText {
  const { draft, visibleText, pictures, findings } =
    read.reading === undefined
      ? { visibleText: '', pictures: [], findings: [] }
      : makeDraft(read.reading, newsroom);
  const all = [...read.findings, ...findings];
  const embargo = embargoOf(all, { read, path, visibleText, draft, newsroom });
  all.push(...embargo.findings);
  if (draft === undefined || isRefused(all)) return refused(...all);
  const { embargoedUntil } = embargo;
  const timed = embargoedUntil === undefined ? draft : { ...draft, embargoedUntil };
  return expiresFirst(timed)
    ? refused(...all, { code: 'E_EXPIRES_EARLY' })
    : { draft: timed, pictures, findings: all };
}

function refused(...findings: Finding[]): JudgedText {
  return { pictures: [], findings };
}

function expiresFirst({ expires, publishAt, embargoedUntil }: Draft): boolean {
  const from = publishAt ?? embargoedUntil;
  return expires !== undefined && from !== undefined && Date.parse(expires) <= Date.parse(from);
}

/** Embargo wording anywhere: in the file as it was typed, in what a reader would see of it, in its name. */
function embargoOf(
  soFar: readonly Finding[],
  upload: {
    read: ReadUpload;
    path: string;
    visibleText: string;
    draft: Draft | undefined;
    newsroom: Newsroom;
  },
): { embargoedUntil?: string; findings: Finding[] } {
  const { read, path, visibleText, draft, newsroom } = upload;
  if (read.reading === undefined || soFar.some(({ code }) => code === 'E_EMBARGO_HELD'))
    return { findings: [] };
  const said = read.reading.timezone?.text.trim() ?? '';
  const zone = said !== '' && isZone(said) ? said : newsroom.timezone;
  const isHtml = read.reading.body.format === 'html';
  const watched = isHtml ? read.watched.replace(INLINE_MARKUP, '').replace(SPACE_ENTITY, ' ') : read.watched;
  const typed = findEmbargoWordings(watched, zone).map(({ line, ...wording }) => ({
    ...wording,
    ...(read.watchedLine === undefined ? {} : { line: line + read.watchedLine }),
  }));
  const other = [visibleText, path.replace(/[-_+./]+/g, ' ')].flatMap((text) =>
    findEmbargoWordings(text, zone).map(({ line: _line, ...wording }) => wording),
  );
  return settleEmbargo({
    key: draft?.embargoedUntil,
    scheduled: draft?.publishAt !== undefined,
    wordings: [...typed, ...other],
  });
}
