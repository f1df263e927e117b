import sharp from 'sharp';

const PLACE = { IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '6/1 58/1 0/1', GPSLongitude: '111/1 25/1 0/1' } };

/** Bytes that stand in a photo of `aPhoto` and must stand in nothing that anybody else gets. */
export const CAMERA_WORDS = ['Exif', 'Kamera Rahasia'] as const;

/** A JPEG of one colour as a telephone takes it: where and with what stands in it. */
export function aPhoto({
  colour = '#336699',
  width = 800,
  height = 400,
  xmp,
}: { colour?: string; width?: number; height?: number; xmp?: string } = {}): Promise<Buffer> {
  const image = sharp({ create: { width, height, channels: 3, background: colour } }).withExif({
    IFD0: { Make: 'Kamera Rahasia' },
    ...PLACE,
  });
  return (xmp === undefined ? image : image.withXmp(xmp)).jpeg().toBuffer();
}

/** What a program of photographers writes into a picture. */
export function anXmp({
  caption,
  credit,
  rights,
}: {
  caption: string;
  credit: string;
  rights: string;
}): string {
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="${credit}">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${caption}</rdf:li></rdf:Alt></dc:description>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">${rights}</rdf:li></rdf:Alt></dc:rights>
</rdf:Description></rdf:RDF></x:xmpmeta>`;
}
