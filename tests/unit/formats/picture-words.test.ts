import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIptc } from '#domain/formats/read-iptc.ts';
import { readXmp } from '#domain/formats/read-xmp.ts';
import { anXmp } from '../../support/a-photo.ts';

const dataSet = (record: number, dataset: number, value: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([0x1c, record, dataset, value.length >> 8, value.length & 255]), value]);
const utf8 = (record: number, dataset: number, value: string): Buffer =>
  dataSet(record, dataset, Buffer.from(value));

function inResources(data: Buffer): Buffer {
  const resource = (id: number, body: Buffer): Buffer => {
    const head = Buffer.from(`8BIM\0\0\0\0\0\0\0\0`, 'latin1');
    head.writeUInt16BE(id, 4);
    head.writeUInt32BE(body.length, 8);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  };
  return Buffer.concat([
    Buffer.from('Photoshop 3.0\0'),
    resource(0x03ed, Buffer.from('abc')),
    resource(0x0404, data),
  ]);
}

describe('IPTC', () => {
  const words = [utf8(2, 120, 'Pedagang\r\ndi los'), utf8(2, 80, 'Maya'), utf8(2, 116, '© Pemkab')];
  it.each([
    ['bare', Buffer.concat(words)],
    ['in Photoshop’s resources', inResources(Buffer.concat(words))],
    ['said to be UTF-8', Buffer.concat([utf8(1, 90, '\u{1B}%G'), ...words])],
  ])('%s', (_, bytes) => {
    expect(readIptc(bytes)).toEqual({ caption: 'Pedagang di los', credit: 'Maya', rights: '© Pemkab' });
  });

  it('the credit goes before the by-line; Latin letters are read where nobody said UTF-8', () => {
    const bytes = Buffer.concat([utf8(2, 80, 'Maya'), dataSet(2, 110, Buffer.from('Andr\xe9', 'latin1'))]);
    expect(readIptc(bytes)).toEqual({ credit: 'André' });
  });
});

describe('XMP', () => {
  it('caption, credit and rights', () => {
    const packet = Buffer.from(`${anXmp({ caption: 'Di los', credit: 'Maya', rights: '© Pemkab' })}\0\0`);
    expect(readXmp(packet)).toEqual({ caption: 'Di los', credit: 'Maya', rights: '© Pemkab' });
  });

  it.each([
    ['no XML', 'caption'],
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><x:xmpmeta xmlns:x="a"/>'],
    ['a megabyte', `<a>${' '.repeat(1_000_000)}</a>`],
  ])('nothing of %s', (_, text) => {
    expect(readXmp(Buffer.from(text))).toEqual({});
  });
});

it('nothing that a file holds makes the readers fail', () => {
  const start = fc.constantFrom(
    '',
    '8BIM\x04\x04',
    '\x1c\x02\x78',
    'Photoshop 3.0\x008BIM',
    '<x:xmpmeta xmlns:x="a">',
  );
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 200 }), (text, rest) => {
      const bytes = Buffer.concat([Buffer.from(text, 'latin1'), rest]);
      expect([typeof readIptc(bytes), typeof readXmp(bytes)]).toEqual(['object', 'object']);
    }),
  );
});
