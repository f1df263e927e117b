import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { judgeConversion } from '#domain/formats/judge-conversion.ts';
import { packZip } from '../../../functions/convert/pack-zip.ts';
import { BLORA } from '../../support/upload.ts';
import { openAs } from './open-as.ts';

const pngOf = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 20, channels: 3, background } })
    .png()
    .toBuffer();
const [RED, BLUE] = [await pngOf('#ff0000'), await pngOf('#0000ff')];

/** What readers see of a container: which picture leads, which stand in the text, in their order, and the text itself. */
async function shown(bytes: Uint8Array, path: string) {
  const conversion = await openAs(bytes);
  const { draft } = judgeConversion(conversion, { path, newsroom: BLORA });
  const hashes = new Map<string | undefined, string>();
  for (const [name, source] of [
    ['red', RED],
    ['blue', BLUE],
  ] as const) {
    const [alone] = (
      await openAs(
        packZip([
          { name: 'a.md', bytes: Buffer.from('# A\n\nb') },
          { name: 'a.png', bytes: source },
        ]),
      )
    ).pictures;
    hashes.set(alone?.sha256, name);
  }
  const colour = (picture: { sha256?: string } | undefined) => hashes.get(picture?.sha256);
  return {
    lead: colour(draft?.picture),
    others: draft?.pictures?.map(colour) ?? [],
    figures: draft?.bodyHtml.match(/<p>[^<]+<\/p>|<figure>/g) ?? [],
  };
}

function mailOf(parts: readonly { id?: string; name: string; bytes: Buffer }[], html: string): Buffer {
  const files = parts.map(({ id, name, bytes }) =>
    [
      '--b',
      `Content-Type: image/png; name="${name}"`,
      'Content-Transfer-Encoding: base64',
      ...(id === undefined ? [] : [`Content-ID: <${id}>`]),
      `Content-Disposition: ${id === undefined ? 'attachment' : 'inline'}; filename="${name}"`,
      '',
      bytes.toString('base64'),
    ].join('\r\n'),
  );
  const head =
    'From: a@b.example\r\nSubject: Pasar dibuka\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b';
  return Buffer.from(
    `${head}\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n${files.join('\r\n')}\r\n--b--\r\n`,
  );
}

describe('two pictures of one name', () => {
  const names = [
    ['image.png', 'image.png'],
    ['image.png', 'IMAGE.png'],
  ] as const;
  it.each(names)('in a mail, %s and %s, each stand where they stood', async (first, second) => {
    const parts = [
      { id: 'one', name: first, bytes: RED },
      { id: 'two', name: second, bytes: BLUE },
    ];
    const html = '<p>Satu.</p><p><img src="cid:one"></p><p>Dua.</p><p><img src="cid:two"></p><p>Tiga.</p>';
    expect(await shown(mailOf(parts, html), 'a.eml')).toEqual({
      lead: 'red',
      others: ['blue'],
      figures: ['<p>Satu.</p>', '<p>Dua.</p>', '<figure>', '<p>Tiga.</p>'],
    });
  });

  it('beside a mail are both shown', async () => {
    const parts = [
      { name: 'image.png', bytes: RED },
      { name: 'image.png', bytes: BLUE },
    ];
    expect(await shown(mailOf(parts, '<p>Satu.</p>'), 'a.eml')).toMatchObject({
      lead: 'red',
      others: ['blue'],
    });
  });

  const text = (body: string) => ({
    name: 'rilis/release.md',
    bytes: Buffer.from(`# Pasar dibuka\n\n${body}`),
  });
  const pictures = [
    { name: 'rilis/pagi/foto.png', bytes: RED },
    { name: 'rilis/sore/foto.png', bytes: BLUE },
  ];
  it('in a ZIP are told apart by their folders', async () => {
    const zip = packZip([text('![](sore/foto.png)\n\nSatu.\n\n![](pagi/foto.png)\n\nDua.'), ...pictures]);
    expect(await shown(zip, 'a.zip')).toEqual({
      lead: 'blue',
      others: ['red'],
      figures: ['<p>Satu.</p>', '<figure>', '<p>Dua.</p>'],
    });
  });

  it('in a ZIP are both shown where the text does not tell them apart', async () => {
    for (const body of ['Satu.', '![](foto.png)\n\nSatu.', '![](foto.png)\n\nSatu.\n\n![](foto.png)']) {
      const seen = await shown(packZip([text(body), ...pictures]), 'a.zip');
      expect(new Set([seen.lead, ...seen.others])).toEqual(new Set(['red', 'blue']));
    }
  });

  it('a name with a space is found however it is written', async () => {
    const picture = { name: 'rilis/foto pagi.png', bytes: RED };
    for (const name of ['foto%20pagi.png', '<foto pagi.png>', './foto%20pagi.png'])
      expect(await shown(packZip([text(`![](${name})\n\nSatu.`), picture]), 'a.zip')).toMatchObject({
        lead: 'red',
      });
  });
});
