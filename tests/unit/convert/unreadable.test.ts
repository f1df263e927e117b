import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ifReadable } from '../../../functions/convert/if-readable.ts';
import { openUpload } from '../../../functions/convert/open-upload.ts';
import { packZip } from '../../../functions/convert/pack-zip.ts';
import { unpackZip, type ZipEntry } from '../../../functions/convert/unpack-zip.ts';
import { PermanentError, TransientError } from '#platform/errors.ts';

const ROOT = fileURLToPath(new URL('../../fixtures/convert/', import.meta.url));

function entriesOf(name: string): ZipEntry[] {
  const unpacked = unpackZip(readFileSync(`${ROOT}${name}/source.docx`));
  if ('finding' in unpacked) throw new Error(unpacked.finding.code);
  return unpacked.entries;
}

/** The Word file of a fixture in which one part is written otherwise. */
function bent(name: string, part: string, bend: (xml: string) => string): Buffer {
  return packZip(
    entriesOf(name).map((entry) =>
      entry.name === part ? { ...entry, bytes: Buffer.from(bend(entry.bytes.toString('utf8'))) } : entry,
    ),
  );
}

describe('what a library cannot read', () => {
  it('is undefined where it says so', async () => {
    expect(await ifReadable(async () => Promise.reject(new Error('bad seek')))).toBeUndefined();
    expect(await ifReadable(async () => 'read')).toBe('read');
  });

  const OTHERS = [
    new TypeError('undefined is not a function'),
    new RangeError('Invalid array length'),
    new TransientError('slow down', { code: 'SlowDown' }),
    new PermanentError('no', { code: 'AccessDenied' }),
    Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }),
  ];
  it.each(OTHERS)('is not $name: $message', async (fault) => {
    await expect(ifReadable(async () => Promise.reject(fault))).rejects.toBe(fault);
  });
});

describe('a Word file', () => {
  const DOCUMENT = 'word/document.xml';
  const LINKS = 'word/_rels/document.xml.rels';
  const TABLE = [
    {
      what: 'without a body',
      of: 'word-usual',
      part: DOCUMENT,
      bend: (xml: string) => xml.replaceAll('w:body', 'w:bodies'),
    },
    {
      what: 'whose picture is named nowhere',
      of: 'word-picture',
      part: LINKS,
      bend: (xml: string) => xml.replaceAll(' Id="', ' Ids="'),
    },
    {
      what: 'whose picture leads nowhere',
      of: 'word-picture',
      part: LINKS,
      bend: (xml: string) => xml.replaceAll(/ Target="[^"]*"/g, ''),
    },
    {
      what: 'whose link is named nowhere',
      of: 'word-link',
      part: DOCUMENT,
      bend: (xml: string) => xml.replaceAll(/r:id="[^"]*"/g, 'r:id="rId99"'),
    },
    {
      what: 'whose types name no part',
      of: 'word-usual',
      part: '[Content_Types].xml',
      bend: (xml: string) => xml.replaceAll('PartName', 'Part'),
    },
  ];
  it.each(TABLE)('$what is broken, and its author is told', async ({ of, part, bend }) => {
    const found = part === DOCUMENT && of === 'word-link' ? LINKS : part;
    expect(await openUpload(bent(of, part, bend))).toMatchObject({
      findings: [{ code: 'E_WORD_BROKEN', found }],
    });
    expect((await openUpload(bent(of, part, (xml) => xml))).findings).toEqual([]);
  });
});
