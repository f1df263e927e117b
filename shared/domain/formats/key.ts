import { pulsePlace } from '../pulse/pulse.ts';

/** Names that machines leave beside what a person drops (DESIGN §5). */
const IGNORED_NAMES: readonly RegExp[] = [
  /^~\$/,
  /^\.DS_Store$/i,
  /^\._/,
  /^Thumbs\.db$/i,
  /^desktop\.ini$/i,
  /\.filepart$/i,
];

/** S3 allows keys of 1,024 bytes; our receipts add a prefix and a version. */
const MAX_KEY_BYTES = 900;
const NEWSROOM_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** Control, format (bidi, zero-width, tag), surrogate and private-use characters: a name that is not what it shows. */
const MISLEADING = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u{2028}\u{2029}]/u;
const JOINERS = /[\u{200C}\u{200D}]/gu;

/** What a key of the drop bucket is; `path` is what follows the newsroom (or `commands/`), as it was written. */
export type DropKey =
  | { kind: 'incoming' | 'check'; newsroom: string; path: string }
  | { kind: 'command'; path: string }
  | { kind: 'ignored' }
  | { kind: 'invalid'; newsroom?: string; path?: string };

/**
 * Reads a key of the drop bucket (already decoded, as S3 stores it). Ignored are folder markers, receipts,
 * conversions and what machines leave behind. Invalid is every key that could mean another place than it shows; the newsroom is given
 * where the key names a well-formed one, so that the receipt finds its desk. Nothing is ever taken out of the
 * newsroom's own folder.
 */
export function parseDropKey(key: string): DropKey {
  const [room = '', ...rest] = key.split('/');
  const name = rest.at(-1);
  if (
    room === 'receipts' ||
    room === 'converted' ||
    name === '' ||
    IGNORED_NAMES.some((pattern) => pattern.test(name ?? ''))
  ) {
    return isMisleading(key) ? { kind: 'invalid' } : { kind: 'ignored' };
  }
  if (room === 'commands') {
    return isPlace(rest) && !isMisleading(key)
      ? { kind: 'command', path: rest.join('/') }
      : { kind: 'invalid' };
  }
  if (room !== 'incoming' && room !== 'check') return { kind: 'invalid' };
  const pulse = pulsePlace(key);
  if (pulse !== undefined) return { kind: 'check', ...pulse };
  const [newsroom = '', ...path] = rest;
  if (!NEWSROOM_ID.test(newsroom)) return { kind: 'invalid' };
  if (!isPlace(path) || isMisleading(key)) return { kind: 'invalid', newsroom, path: path.join('/') };
  return { kind: room, newsroom, path: path.join('/') };
}

function isPlace(segments: readonly string[]): boolean {
  return segments.length > 0 && segments.every((segment) => segment.trim() !== '' && !isDots(segment));
}

function isDots(segment: string): boolean {
  return /^\.{1,2}$/.test(segment.trim().replace(/%(?:25)*2e/gi, '.'));
}

function isMisleading(key: string): boolean {
  const bytes = new TextEncoder().encode(key).length;
  return (
    MISLEADING.test(key.replace(JOINERS, '')) || /%(?:25)*(?:2f|5c|00)/i.test(key) || bytes > MAX_KEY_BYTES
  );
}
