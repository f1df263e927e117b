import type { Finding } from '../receipt/finding.ts';
import { MAX_UPLOAD_BYTES } from './limits.ts';
import { quote } from './quote.ts';

/** Files that are no text, by bytes (Latin-1) that stand at their start or a little behind it. */
const CONTAINERS: readonly { bytes: string; at?: number; is: string }[] = [
  { bytes: 'PK\u{3}\u{4}', is: 'Word (.docx) / ZIP' },
  { bytes: '%PDF-', is: 'PDF' },
  { bytes: '\u{D0}\u{CF}\u{11}\u{E0}', is: 'Word (.doc)' },
  { bytes: '{\\rtf', is: 'RTF' },
  { bytes: '\u{89}PNG', is: 'PNG' },
  { bytes: '\u{FF}\u{D8}\u{FF}', is: 'JPEG' },
  { bytes: 'GIF8', is: 'GIF' },
  { bytes: '\u{1F}\u{8B}', is: 'gzip' },
  { bytes: 'ftyp', at: 4, is: 'video (.mp4, .mov)' },
  { bytes: '\u{1A}\u{45}\u{DF}\u{A3}', is: 'video (.webm, .mkv)' },
  { bytes: 'OggS\u{0}', is: 'sound (.ogg, .opus)' },
  { bytes: 'ID3\u{3}', is: 'sound (.mp3)' },
  { bytes: 'ID3\u{4}', is: 'sound (.mp3)' },
];

const FOLLOWERS: readonly { from: number; to: number; count: number }[] = [
  { from: 0xc2, to: 0xdf, count: 1 },
  { from: 0xe0, to: 0xef, count: 2 },
  { from: 0xf0, to: 0xf4, count: 3 },
];

type Decoded = { text: string; findings: Finding[] } | { text?: never; findings: Finding[] };

/**
 * The text of an upload, or why it has none: too large, empty, a container, not UTF-8 (which encoding it looks like,
 * at which byte and line), NUL. A byte order mark is dropped, line ends become `\n`; other control characters become
 * spaces with a warning.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes.length > MAX_UPLOAD_BYTES) return { findings: [tooLarge(bytes.length, MAX_UPLOAD_BYTES)] };
  const foreign = foreignFinding(bytes);
  if (foreign !== undefined) return { findings: [foreign] };
  const text = decodeUtf8(bytes);
  if (text === undefined) return { findings: [encodingFinding(bytes)] };
  if (text.trim() === '') return { findings: [{ code: 'E_EMPTY' }] };
  if (text.includes('\u{0}')) return { findings: [nulFinding(bytes, text)] };
  return withoutControls(text.replace(/\r\n?/g, '\n'));
}

/** The finding for a file that is no text and nothing else that is read, by its first bytes. */
export function foreignFinding(bytes: Uint8Array): Finding | undefined {
  const foreign = CONTAINERS.find((one) => startsWith(bytes.subarray(one.at ?? 0), one.bytes));
  return foreign && { code: 'E_FORMAT_UNKNOWN', found: foreign.is };
}

/** The finding for an upload or a body of `size` bytes where `limit` are allowed. */
export function tooLarge(size: number, limit: number): Finding {
  return { code: 'E_TOO_LARGE', values: { bytes: String(size), limit: String(limit) } };
}

/** Controls that are no line ends, and the other characters that end lines somewhere. */
const CONTROL_OR_LINE_END = /[^\t\n -~\xA0-\u2027\u202A-\uFFFF]/;

function withoutControls(text: string): Decoded {
  if (!CONTROL_OR_LINE_END.test(text)) return { text, findings: [] };
  const match = /[\p{Cc}\u{2028}]/u.exec(text.replace(/[\n\t\v\f\u{85}]/gu, ' '));
  const plain = text.replace(/[\v\f\u{85}\u{2028}\u{2029}]/gu, '\n').replace(/[^\P{Cc}\n\t]/gu, ' ');
  if (match === null) return { text: plain, findings: [] };
  const line = lineOf(text.slice(0, match.index));
  return { text: plain, findings: [{ code: 'W_CONTROL_CHARACTER', line, found: lineAt(text, line) }] };
}

function nulFinding(bytes: Uint8Array, text: string): Finding {
  const half = bytes.length / 2;
  const [even, odd] = [countNul(bytes, 0), countNul(bytes, 1)];
  if (odd > half * 0.4 && even < odd / 4) return encoding('UTF-16 LE', 0, 1);
  if (even > half * 0.4 && odd < even / 4) return encoding('UTF-16 BE', 0, 1);
  const line = lineOf(text.slice(0, text.indexOf('\u{0}')));
  return { code: 'E_CONTROL_CHARACTER', line, found: lineAt(text, line) };
}

function countNul(bytes: Uint8Array, from: number): number {
  let count = 0;
  for (let index = from; index < bytes.length; index += 2) if (bytes[index] === 0) count += 1;
  return count;
}

function encodingFinding(bytes: Uint8Array): Finding {
  if (startsWith(bytes, '\u{FF}\u{FE}')) return encoding('UTF-16 LE', 0, 1);
  if (startsWith(bytes, '\u{FE}\u{FF}')) return encoding('UTF-16 BE', 0, 1);
  const { at, cutShort } = firstInvalidByte(bytes);
  const line = lineOf(latin(bytes.subarray(0, at)));
  if (cutShort) return encoding('UTF-8, cut off at its end', at, line);
  const found = lineAt(new TextDecoder('windows-1252').decode(bytes), line);
  return { ...encoding('windows-1252 (ANSI)', at, line), found };
}

function encoding(name: string, byte: number, line: number): Finding {
  return { code: 'E_ENCODING', line, found: name, values: { encoding: name, byte: String(byte + 1) } };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Where the first ill-formed sequence starts, found by halving; `cutShort` if it is only the end that is missing. */
function firstInvalidByte(bytes: Uint8Array): { at: number; cutShort: boolean } {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (unfinishedBytes(bytes.subarray(0, middle)) !== undefined) low = middle;
    else high = middle - 1;
  }
  return { at: low - (unfinishedBytes(bytes.subarray(0, low)) ?? 0), cutShort: low === bytes.length };
}

/** How many bytes of an unfinished character a start of well-formed UTF-8 ends with; undefined if it is none. */
function unfinishedBytes(bytes: Uint8Array): number | undefined {
  return [0, 1, 2, 3].find((cut) => {
    const whole = bytes.length - cut;
    return (
      whole >= 0 && decodeUtf8(bytes.subarray(0, whole)) !== undefined && isUnfinished(bytes.subarray(whole))
    );
  });
}

/** Whether bytes are none, or a lead byte with fewer followers than it announces (RFC 3629 §3). */
function isUnfinished([lead, ...followers]: Uint8Array): boolean {
  if (lead === undefined) return true;
  const announced = FOLLOWERS.find(({ from, to }) => lead >= from && lead <= to)?.count ?? 0;
  return followers.length < announced && followers.every((byte) => byte >= 0x80 && byte < 0xc0);
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return latin(bytes.subarray(0, text.length)) === text;
}

/** Bytes as the code points of the same number. */
function latin(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function lineOf(before: string): number {
  return before.split(/\r\n?|\n/).length;
}

function lineAt(text: string, line: number): string {
  return quote(text.split(/\r\n?|\n/)[line - 1] ?? '');
}
