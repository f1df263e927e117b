type Entry = { name: string; bytes: Uint8Array<ArrayBuffer> };

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** General purpose bit 11: names are UTF-8 (APPNOTE 4.4.4). */
const UTF_8 = 0x0800;
const POLYNOMIAL = 0xedb88320;

/** A ZIP of files as they are, without compression: pictures would not become smaller (APPNOTE.TXT 4.3). */
export function packZip(entries: readonly Entry[]): Uint8Array<ArrayBuffer>[] {
  const files: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const { name, bytes } of entries) {
    const nameBytes = new TextEncoder().encode(name);
    const common = [
      u16(20),
      u16(UTF_8),
      u16(0),
      u32(0),
      u32(crc32(bytes)),
      u32(bytes.length),
      u32(bytes.length),
    ];
    const lengths = [u16(nameBytes.length), u16(0)];
    const local = joined([u32(LOCAL), ...common, ...lengths, nameBytes]);
    files.push(local, bytes);
    directory.push(
      joined([
        u32(CENTRAL),
        u16(20),
        ...common,
        ...lengths,
        u16(0),
        u16(0),
        u16(0),
        u32(0),
        u32(at),
        nameBytes,
      ]),
    );
    at += local.length + bytes.length;
  }
  const list = joined(directory);
  const count = u16(entries.length);
  const end = joined([u32(END), u16(0), u16(0), count, count, u32(list.length), u32(at), u16(0)]);
  return [...files, list, end];
}

function u16(value: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array([value & 0xff, (value >>> 8) & 0xff]);
}

function u32(value: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array([value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** CRC-32 as ZIP has it (ISO 3309), bit by bit through a table of 256. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? POLYNOMIAL ^ (value >>> 1) : value >>> 1;
  return value;
});
