import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openUpload } from '../../../functions/convert/open-upload.ts';
import { packZip } from '../../../functions/convert/pack-zip.ts';
import { unpackZip } from '../../../functions/convert/unpack-zip.ts';
import { judgeConversion } from '#domain/formats/judge-conversion.ts';
import { aPhoto } from '../../support/a-photo.ts';
import { BLORA, codesOf } from '../../support/upload.ts';
import { openAs } from './open-as.ts';

const MB = 1024 * 1024;
const codeOf = (zip: Buffer): string[] => {
  const unpacked = unpackZip(zip);
  return 'finding' in unpacked ? [unpacked.finding.code] : [];
};

/** A ZIP of entries that are deflated; each says of its size what it likes, and may lie over another's bytes. */
function deflated(entries: readonly { name: string; data: Buffer; said: number }[], shared = false): Buffer {
  const packed = packZip(
    entries.map(({ name, data }, index) => ({ name, bytes: shared && index > 0 ? Buffer.alloc(0) : data })),
  );
  const starts: number[] = [];
  for (let at = packed.indexOf('PK\u{3}\u{4}'); at !== -1; at = packed.indexOf('PK\u{3}\u{4}', at + 1))
    starts.push(at);
  let at = packed.indexOf('PK\u{1}\u{2}');
  for (const [index, { data, said }] of entries.entries()) {
    packed.writeUInt16LE(8, at + 10);
    packed.writeUInt32LE(data.length, at + 20);
    packed.writeUInt32LE(said, at + 24);
    packed.writeUInt32LE(starts[shared ? 0 : index] ?? 0, at + 42);
    at = packed.indexOf('PK\u{1}\u{2}', at + 1);
  }
  return packed;
}

describe('a ZIP', () => {
  const zeros = (size: number): Buffer => deflateRawSync(Buffer.alloc(size), { level: 9 });

  it('that grows a thousandfold is refused at a hundredfold', () => {
    const bomb = deflated([{ name: 'a.txt', data: zeros(100 * MB), said: 100 * MB }]);
    expect(bomb.length).toBeLessThan(MB);
    expect(codeOf(bomb)).toEqual(['E_ZIP_TOO_MUCH']);
  });

  it('that says it is small is not believed', () => {
    expect(codeOf(deflated([{ name: 'a.txt', data: zeros(50 * MB), said: 10 }]))).toEqual(['E_ZIP_TOO_MUCH']);
  });

  it('whose entries lie over each other is counted by what comes out', () => {
    const data = zeros(MB);
    const entries = Array.from({ length: 400 }, (_, index) => ({ name: `${index}`, data, said: MB }));
    expect(codeOf(deflated(entries, true))).toEqual(['E_ZIP_TOO_MUCH']);
  });

  it('of more entries than a release has is not unpacked', () => {
    const entries = Array.from({ length: 501 }, (_, index) => ({ name: `${index}`, bytes: Buffer.alloc(0) }));
    expect(codeOf(packZip(entries))).toEqual(['E_ZIP_TOO_MUCH']);
  });

  it('of any bytes gives an answer', () => {
    const whole = packZip([{ name: 'a.md', bytes: Buffer.from('# a\n\nb') }]);
    for (let at = 0; at < whole.length; at += 1) {
      const bent = Buffer.from(whole);
      bent[at] = 255 - (bent[at] ?? 0);
      expect(() => unpackZip(bent)).not.toThrow();
      expect(() => unpackZip(whole.subarray(0, at))).not.toThrow();
    }
  });

  it.each([
    ['text', 'a'.repeat(5_000_000)],
    ['elements', '<w:p/>'.repeat(250_000)],
  ])('of a Word file with %s beyond measure is refused', async (_, more) => {
    const xml = `<w:document xmlns:w="w"><w:body>${more}</w:body></w:document>`;
    const parts = { '[Content_Types].xml': '<Types/>', 'word/document.xml': xml };
    const zip = packZip(Object.entries(parts).map(([name, text]) => ({ name, bytes: Buffer.from(text) })));
    expect(codesOf(await openUpload(zip))).toEqual(['E_XML_LIMITS']);
  });

  it('names a file outside of itself in vain', async () => {
    const zip = packZip([
      { name: '../../etc/release.md', bytes: Buffer.from('# Night market\n\nIt opens.') },
    ]);
    expect((await openUpload(zip)).reading?.headline?.text).toBe('Night market');
  });
});

describe('a Word file that shows one picture over and over', () => {
  const blip =
    '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="r1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>';
  const names = Object.entries({
    w: 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
    r: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
    wp: 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing',
    a: 'http://schemas.openxmlformats.org/drawingml/2006/main',
    pic: 'http://schemas.openxmlformats.org/drawingml/2006/picture',
  }).map(([prefix, name]) => ` xmlns:${prefix}="${name}"`);
  const text = '<w:p><w:r><w:t>Pasar dibuka.</w:t></w:r></w:p>';
  const documentOf = (times: number): string =>
    `<w:document${names.join('')}><w:body>${text}${blip.repeat(times)}</w:body></w:document>`;
  const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const zipOf = (times: number, picture: Buffer): Buffer =>
    packZip([
      {
        name: '[Content_Types].xml',
        bytes: Buffer.from(
          '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="png" ContentType="image/png"/></Types>',
        ),
      },
      { name: 'word/document.xml', bytes: Buffer.from(documentOf(times)) },
      {
        name: 'word/_rels/document.xml.rels',
        bytes: Buffer.from(
          `<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="r1" Type="image" Target="media/a.png"/></Relationships>`,
        ),
      },
      { name: 'word/media/a.png', bytes: picture },
    ]);

  it('is read a few times, and holds no more of it', async () => {
    const { pictures } = await openUpload(zipOf(2_000, Buffer.alloc(100_000)));
    expect(pictures.length).toBe(11);
  });

  it('is told that they are too many, and not of each that it is missing', async () => {
    const conversion = await openAs(zipOf(20, await aPhoto()));
    const { findings } = judgeConversion(conversion, { path: 'a.docx', newsroom: BLORA });
    const codes = findings.map(({ code }) => code).filter((code) => code.startsWith('W_PICTURE'));
    expect(codes).toEqual(['W_PICTURES_MANY']);
  });

  it('has as many pictures as it shows where they are few', async () => {
    expect((await openUpload(zipOf(3, Buffer.alloc(100)))).pictures).toHaveLength(3);
  });
});

describe('a mail', () => {
  const HEAD = 'Message-ID: <a@b>\r\nSubject: h\r\nMIME-Version: 1.0\r\n';

  it('of pictures without end speaks of some', async () => {
    const html = `<p>x</p>${'<img src="cid:a">'.repeat(14_000)}`;
    const opened = await openUpload(Buffer.from(`${HEAD}Content-Type: text/html\r\n\r\n${html}`));
    expect(opened.reading?.pictures).toHaveLength(50);
  });

  it('whose HTML is a picture alone is read by its text', async () => {
    const part = (type: string, text: string): string => `--b\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
    const parts = part('text/plain', 'Pasar dibuka.') + part('text/html', '<p><img src="cid:a"></p>');
    const opened = await openUpload(
      Buffer.from(`${HEAD}Content-Type: multipart/alternative; boundary=b\r\n\r\n${parts}--b--\r\n`),
    );
    expect(opened.reading?.body).toMatchObject({
      text: expect.stringContaining('Pasar dibuka.'),
      format: 'text',
    });
    expect(opened.reading?.pictures).toHaveLength(1);
  });

  it('of HTML that nests without bound gives an answer', async () => {
    const html = '<div>'.repeat(40_000);
    const opened = await openUpload(Buffer.from(`${HEAD}Content-Type: text/html\r\n\r\n<p>x</p>${html}`));
    expect(opened.reading?.body.text).toContain('<p>x</p>');
  });

  it('of a text beyond measure is refused', async () => {
    const opened = await openUpload(Buffer.from(`${HEAD}\r\n${'a b c d\r\n'.repeat(40_000)}`));
    expect(codesOf(opened)).toEqual(['E_TOO_LARGE']);
  });
});
