import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { containerKind } from '#domain/formats/container-kind.ts';
import { judgeConversion } from '#domain/formats/judge-conversion.ts';
import { parseUpload } from '#domain/formats/parse-upload.ts';
import { openAs } from '../convert/open-as.ts';
import { BLORA } from '../../support/upload.ts';

const FOLDER = new URL('../../../samples/templates/', import.meta.url);
const NAMES = readdirSync(FOLDER);
const FORMATS = ['docx', 'eml', 'html', 'json', 'md', 'txt', 'xml', 'zip'];
/** What a format has no place for. */
const NOTED: Readonly<Record<string, readonly string[]>> = {
  'release.html': ['W_NO_CONTACT', 'W_NO_BOILERPLATE'],
  'release.xml': ['W_NO_CONTACT', 'W_NO_BOILERPLATE'],
};

it('there is a template for each format that is read', () => {
  expect(new Set(NAMES.map((name) => name.slice(name.lastIndexOf('.') + 1)))).toEqual(new Set(FORMATS));
});

it.each(NAMES)('the template %s is published as it is', async (name) => {
  const bytes = readFileSync(new URL(name, FOLDER));
  const newsroom = { ...BLORA, language: name.startsWith('rilis') ? 'id' : 'en' };
  const key = `incoming/${newsroom.id}/${name}`;
  const { draft, findings } =
    containerKind(bytes) === undefined
      ? parseUpload({ bytes, key, newsroom })
      : judgeConversion(await openAs(bytes), { path: name, newsroom });
  const noted = findings.map(({ code }) => code).filter((code) => code !== 'W_PICTURE_NOT_SHOWN');
  expect(noted).toEqual(NOTED[name] ?? []);
  expect(draft?.headline).toMatch(/^(?:The headline, in one line|Judul dalam satu baris)/);
  expect(draft?.language).toBe(newsroom.language);
});
