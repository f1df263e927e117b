import { cleanPlainText } from '../html/plain-text.ts';

/** What a picture's file says of its picture; plain text. */
export type PictureWords = { caption?: string; alt?: string; credit?: string; rights?: string };

/** Photoshop's block of resources in a JPEG, and the resource that holds IPTC's records. */
const RESOURCE = '8BIM';
const IPTC_RESOURCE = 0x0404;
const TAG_MARKER = 0x1c;
const ENVELOPE = 1;
const APPLICATION = 2;
const CODED_CHARACTER_SET = 90;
const UTF8 = '\u{1B}%G';

/** Data sets of record 2 (IPTC IIM 4.2 §6); of two for one thing the later row stands. */
const FIELDS: readonly { dataset: number; field: 'caption' | 'credit' | 'rights' }[] = [
  { dataset: 80, field: 'credit' },
  { dataset: 110, field: 'credit' },
  { dataset: 116, field: 'rights' },
  { dataset: 120, field: 'caption' },
];

type DataSet = { record: number; dataset: number; bytes: Uint8Array };

/** Caption, credit (else by-line) and copyright notice of IPTC-IIM data, bare or in Photoshop's resources. Never throws. */
export function readIptc(bytes: Uint8Array): PictureWords {
  const sets = dataSetsOf(bytes[0] === TAG_MARKER ? bytes : resourceOf(bytes));
  const isUtf8 = sets.some(
    (set) =>
      set.record === ENVELOPE && set.dataset === CODED_CHARACTER_SET && latin1(set.bytes).startsWith(UTF8),
  );
  const words: PictureWords = {};
  for (const { dataset, field } of FIELDS) {
    const found = sets.find((set) => set.record === APPLICATION && set.dataset === dataset);
    const text = found === undefined ? '' : cleanPlainText(decode(found.bytes, isUtf8));
    if (text !== '') words[field] = text;
  }
  return words;
}

function resourceOf(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = latin1(bytes).indexOf(RESOURCE);
  while (at >= 0 && at + 12 <= bytes.length && latin1(bytes.subarray(at, at + 4)) === RESOURCE) {
    const id = view.getUint16(at + 4);
    // A name of Pascal's kind, then the data, each padded to an even length.
    const name = 1 + (bytes[at + 6] ?? 0);
    const start = at + 6 + name + (name % 2) + 4;
    if (start > bytes.length) break;
    const length = view.getUint32(start - 4);
    if (id === IPTC_RESOURCE) return bytes.subarray(start, start + length);
    at = start + length + (length % 2);
  }
  return new Uint8Array();
}

function dataSetsOf(bytes: Uint8Array): DataSet[] {
  const sets: DataSet[] = [];
  let at = 0;
  while (at + 5 <= bytes.length && bytes[at] === TAG_MARKER) {
    const [record = 0, dataset = 0, high = 0, low = 0] = bytes.subarray(at + 1, at + 5);
    // A first bit means a length of lengths, which only video has.
    if (high > 0x7f) break;
    const end = at + 5 + high * 256 + low;
    sets.push({ record, dataset, bytes: bytes.subarray(at + 5, end) });
    at = end;
  }
  return sets;
}

/** Programs that say nothing write UTF-8 or Windows' Latin letters. */
function decode(bytes: Uint8Array, isUtf8: boolean): string {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  try {
    return utf8.decode(bytes);
  } catch {
    return isUtf8 ? '' : new TextDecoder('windows-1252').decode(bytes);
  }
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
