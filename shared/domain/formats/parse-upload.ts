import { isRefused, type Finding } from '../receipt/finding.ts';
import type { Draft } from '../release/draft.ts';
import type { Newsroom } from '../release/newsroom.ts';
import { decodeText } from './decode-text.ts';
import { findEmbargoWording } from './embargo-wording.ts';
import { parseDropKey } from './key.ts';
import { makeDraft } from './make-draft.ts';
import { quote } from './quote.ts';
import { readUpload, type ReadUpload } from './read-upload.ts';

/** One upload: its bytes, the (decoded) key it was dropped under, and the newsroom that the key names. */
export type UploadToParse = { bytes: Uint8Array; key: string; newsroom: Newsroom };

/**
 * Reads an upload in the order of DESIGN §2 (ingest): size, format, UTF-8, parse, normalise, sanitize, oracle,
 * validate. A draft comes only without an `E_…` finding: what is in doubt is told, not published. Pure: the same
 * bytes, key and newsroom give the same answer everywhere and at any time.
 */
export function parseUpload({ bytes, key, newsroom }: UploadToParse): { draft?: Draft; findings: Finding[] } {
  const place = parseDropKey(key);
  if (place.kind !== 'incoming' && place.kind !== 'check') {
    return { findings: [{ code: 'E_KEY_INVALID', found: quote(key) }] };
  }
  if (place.newsroom !== newsroom.id) {
    const values = { newsroom: newsroom.id, host: newsroom.host };
    return { findings: [{ code: 'E_NEWSROOM_MISMATCH', found: quote(place.newsroom), values }] };
  }
  const decoded = decodeText(bytes);
  if (decoded.text === undefined) return { findings: decoded.findings };
  const read = readUpload(decoded.text, place.path);
  const { draft, visibleText, findings } =
    read.reading === undefined ? { visibleText: '', findings: [] } : makeDraft(read.reading, newsroom);
  const all = [...decoded.findings, ...read.findings, ...findings];
  all.push(...embargoFindings(all, read, place.path, visibleText));
  return draft === undefined || isRefused(all) ? { findings: all } : { draft, findings: all };
}

/** Embargo wording anywhere: in the file as it was typed, in what a reader would see of it, in its name. */
function embargoFindings(
  soFar: readonly Finding[],
  read: ReadUpload,
  path: string,
  visibleText: string,
): Finding[] {
  if (read.reading === undefined || soFar.some(({ code }) => code === 'E_EMBARGO_HELD')) return [];
  const typed = findEmbargoWording(read.watched);
  if (typed !== undefined) {
    return [{ code: 'E_EMBARGO_HELD', line: typed.line + read.watchedLine, found: quote(typed.wording) }];
  }
  const other = findEmbargoWording(visibleText) ?? findEmbargoWording(path.replace(/[-_+./]+/g, ' '));
  return other === undefined ? [] : [{ code: 'E_EMBARGO_HELD', found: quote(other.wording) }];
}
