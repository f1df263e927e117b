import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { makeRenditions } from '../../../functions/convert/make-renditions.ts';

const PLACE = { IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '6/1 58/1 0/1', GPSLongitude: '111/1 25/1 0/1' } };

/** A picture whose upper half, seen upright, is red and the lower blue, stored as a camera held that way stores it. */
async function photo(orientation: number, width: number, height: number): Promise<Buffer> {
  const red = await sharp({ create: { width, height: height / 2, channels: 3, background: '#ff0000' } })
    .png()
    .toBuffer();
  const upright = await sharp({ create: { width, height, channels: 3, background: '#0000ff' } })
    .composite([{ input: red, top: 0, left: 0 }])
    .png()
    .toBuffer();
  const turned = await asStored(upright, orientation);
  return sharp(turned).withExif(PLACE).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
}

/** The inverse of what each orientation (EXIF 2.3 §4.6.4) asks a viewer to do. */
async function asStored(upright: Buffer, orientation: number): Promise<Buffer> {
  const image = sharp(upright);
  switch (orientation) {
    case 2:
      return image.flop().toBuffer();
    case 3:
      return image.rotate(180).toBuffer();
    case 4:
      return image.flip().toBuffer();
    case 5:
      return sharp(await image.rotate(270).toBuffer())
        .flip()
        .toBuffer();
    case 6:
      return image.rotate(270).toBuffer();
    case 7:
      return sharp(await image.rotate(90).toBuffer())
        .flip()
        .toBuffer();
    case 8:
      return image.rotate(90).toBuffer();
    default:
      return image.toBuffer();
  }
}

async function colourAt(body: Buffer, part: number): Promise<'red' | 'blue'> {
  const { data, info } = await sharp(body).raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(info.height * part) * info.width + Math.floor(info.width / 2)) * info.channels;
  return (data[at] ?? 0) > (data[at + 2] ?? 0) ? 'red' : 'blue';
}

describe('a photo', () => {
  const SHAPES = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((orientation) => [
    { orientation, width: 800, height: 400 },
    { orientation, width: 400, height: 800 },
  ]);

  it.each(SHAPES)(
    'with orientation $orientation, $width wide, comes out upright',
    async ({ orientation, width, height }) => {
      const made = await makeRenditions('a.jpg', await photo(orientation, width, height));
      expect(made?.picture).toMatchObject({ width, height });
      for (const { body } of made?.files ?? []) {
        expect([await colourAt(body, 0.2), await colourAt(body, 0.8)]).toEqual(['red', 'blue']);
      }
    },
  );

  it('tells nobody where it was taken', async () => {
    const source = await photo(6, 800, 400);
    expect((await sharp(source).metadata()).exif).toBeDefined();
    const made = await makeRenditions('a.jpg', source);
    expect(made?.files).toHaveLength(6);
    for (const { body } of made?.files ?? []) {
      const { exif, xmp, iptc, orientation } = await sharp(body).metadata();
      expect({ exif, xmp, iptc, orientation }).toEqual({});
      expect(body.includes('Exif')).toBe(false);
    }
  });

  it('is made in three widths and two formats, never larger than it came', async () => {
    const made = await makeRenditions('a.jpg', await photo(1, 2000, 1000));
    const sizes = made?.picture.renditions.map(({ type, width, height }) => `${type} ${width}x${height}`);
    expect(sizes).toEqual([
      'image/webp 320x160',
      'image/jpeg 320x160',
      'image/webp 640x320',
      'image/jpeg 640x320',
      'image/webp 1280x640',
      'image/jpeg 1280x640',
    ]);
    const small = await makeRenditions('a.jpg', await photo(1, 100, 50));
    expect(small?.picture.renditions.map(({ width }) => width)).toEqual([100, 100]);
  });

  it('gives the same bytes each time, named by their hash', async () => {
    const source = await photo(1, 400, 200);
    const [one, two] = [await makeRenditions('a.jpg', source), await makeRenditions('b.jpg', source)];
    expect(two?.files.map(({ key }) => key)).toEqual(one?.files.map(({ key }) => key));
    expect(one?.picture.renditions.every(({ key, sha256 }) => key.includes(`/${sha256}.`))).toBe(true);
  });
});

it.each(['png', 'gif', 'webp'] as const)('takes %s, transparent parts on white', async (format) => {
  const source = await sharp({
    create: { width: 40, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  })
    .toFormat(format)
    .toBuffer();
  const made = await makeRenditions('a', source);
  const jpeg = made?.files.find(({ type }) => type === 'image/jpeg');
  const [first] = await sharp(jpeg?.body).raw().toBuffer();
  expect(first).toBeGreaterThan(250);
});

it('refuses a picture of more pixels than any camera has, before it decodes them', async () => {
  const bomb = await sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: '#000' } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  expect(bomb.length).toBeLessThan(2_000_000);
  expect(await makeRenditions('bomb.png', bomb)).toBeUndefined();
});

it('makes the long screenshot of a telephone as high as WebP can hold, and keeps its shape', async () => {
  const screenshot = await sharp({
    create: { width: 1080, height: 20_000, channels: 3, background: '#ffffff' },
  })
    .png()
    .toBuffer();
  const made = await makeRenditions('chat.png', screenshot);
  expect(made?.picture).toMatchObject({ height: 8_192, width: 442 });
  for (const { width, height } of made?.picture.renditions ?? []) {
    expect(height).toBeLessThanOrEqual(8_192);
    expect(height / width).toBeCloseTo(20_000 / 1080, 0);
  }
});
