import { inflateRawSync } from 'node:zlib';
import type { Finding } from '#domain/receipt/finding.ts';

/** A file of a ZIP; `name` is its path in it, as written there. */
export type ZipEntry = { name: string; bytes: Buffer };
export type Unpacked = { entries: ZipEntry[] } | { finding: Finding };

/** What a release with its pictures never reaches; whatever does was made to be costly. */
const MAX_ENTRIES = 500;
const MAX_ENTRY_BYTES = 20 * 1024 * 1024;
const MAX_TOTAL_BYTES = 60 * 1024 * 1024;
/** Text packs to a tenth or twentieth; DEFLATE's most is 1032. Small entries may do as they like. */
const MAX_RATIO = 100;
const FREE_BYTES = 1024 * 1024;

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const ENCRYPTED = 0x1;
const [STORED, DEFLATED] = [0, 8];

type Listed = { name: string; flags: number; method: number; packed: number; at: number };

/**
 * Unpacks a ZIP by its central directory (PKWARE APPNOTE 4.3). What an entry says of its size is never believed: each is
 * inflated up to a cap, and all of them together up to another, so that the work is bounded before it begins.
 */
export function unpackZip(zip: Buffer): Unpacked {
  const listed = listEntries(zip);
  if (listed === undefined) return broken('');
  if (listed.length > MAX_ENTRIES) return tooMuch(`${listed.length} > ${MAX_ENTRIES}`);
  const entries: ZipEntry[] = [];
  let total = 0;
  for (const entry of listed) {
    if (entry.name.endsWith('/')) continue;
    if ((entry.flags & ENCRYPTED) !== 0) return { finding: { code: 'E_ZIP_ENCRYPTED', found: entry.name } };
    const most = Math.min(
      MAX_ENTRY_BYTES,
      MAX_TOTAL_BYTES - total,
      Math.max(FREE_BYTES, entry.packed * MAX_RATIO),
    );
    const bytes = bytesOf(zip, entry, most);
    if (bytes === 'too-much') return tooMuch(entry.name);
    if (bytes === undefined) return broken(entry.name);
    total += bytes.length;
    entries.push({ name: entry.name, bytes });
  }
  return { entries };
}

function listEntries(zip: Buffer): Listed[] | undefined {
  const end = findEnd(zip);
  if (end === undefined) return undefined;
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  const listed: Listed[] = [];
  for (let index = 0; index < Math.min(count, MAX_ENTRIES + 1); index += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== CENTRAL) return undefined;
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const next = at + 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
    listed.push({
      name: zip.toString('utf8', at + 46, at + 46 + (nameLength ?? 0)).replaceAll('\\', '/'),
      flags: zip.readUInt16LE(at + 8),
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      at: zip.readUInt32LE(at + 42),
    });
    at = next;
  }
  return listed;
}

function findEnd(zip: Buffer): number | undefined {
  const first = Math.max(0, zip.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = zip.length - END_BYTES; at >= first; at -= 1) if (zip.readUInt32LE(at) === END) return at;
  return undefined;
}

function bytesOf(zip: Buffer, { at, packed, method }: Listed, most: number): Buffer | 'too-much' | undefined {
  if (at + 30 > zip.length || zip.readUInt32LE(at) !== LOCAL) return undefined;
  const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  if (start + packed > zip.length) return undefined;
  const data = zip.subarray(start, start + packed);
  if (method === STORED) return data.length > most ? 'too-much' : data;
  if (method !== DEFLATED || most < 1) return most < 1 ? 'too-much' : undefined;
  try {
    return inflateRawSync(data, { maxOutputLength: most });
  } catch (error) {
    return error instanceof RangeError ? 'too-much' : undefined;
  }
}

function broken(found: string): Unpacked {
  return { finding: { code: 'E_ZIP_BROKEN', found: found.slice(0, 120) } };
}

function tooMuch(found: string): Unpacked {
  return { finding: { code: 'E_ZIP_TOO_MUCH', found: found.slice(0, 120) } };
}
