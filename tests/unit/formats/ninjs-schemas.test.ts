import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { renderReleaseJson } from '#domain/site/render-json.ts';
import { aView } from '../../support/a-view.ts';
import { nthHead } from '../../support/feed-facts.ts';
import { parseText } from '../../support/upload.ts';

/** The folder with IPTC's `ninjs-schema_<version>.json` (github.com/iptc/newsinjson), which are not kept here. */
const SCHEMAS = process.env['NINJS_SCHEMAS'] ?? '';
const FIXTURES = new URL('../../fixtures/formats/', import.meta.url);

function validator(version: string): (value: unknown) => string[] {
  const options = { strict: false, validateFormats: false };
  const ajv = version.startsWith('1.') ? new Ajv(options) : new Ajv2020(options);
  ajv.addSchema({ $id: 'https://geojson.org/schema/GeoJSON.json', type: 'object' });
  const validate = ajv.compile(JSON.parse(readFileSync(`${SCHEMAS}/ninjs-schema_${version}.json`, 'utf8')));
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${name}/source.json`, FIXTURES), 'utf8'));

describe.skipIf(!existsSync(SCHEMAS))('IPTC’s schemas (skipped without NINJS_SCHEMAS=<their folder>)', () => {
  it.each([
    ['1.6', ['ninjs-1', 'ninjs-xhtml-body', 'ninjs-title-only', 'ninjs-embargoed']],
    ['2.2', ['ninjs-2', 'ninjs-plain-body', 'ninjs-withheld']],
    [
      '3.1',
      ['ninjs-3', 'ninjs-embargoed-until', 'ninjs-correction', 'ninjs-canceled', 'ninjs-authors-as-people'],
    ],
  ])('%s accepts the documents that are read as such', (version, names) => {
    const errors = validator(version);
    expect(names.flatMap((name) => errors(fixture(name)).map((error) => `${name}: ${error}`))).toEqual([]);
  });

  it('3.1 accepts what we write, whole, corrected and withdrawn', () => {
    const errors = validator('3.1');
    const at = '2026-03-04T00:00:00.000Z';
    const heads = [
      nthHead(0),
      nthHead(0, { kind: 'correction', note: 'Forty stalls.', version: 2 }),
      nthHead(0, { state: 'withdrawn', withdrawn: { at, by: 'command' }, version: 3 }),
    ];
    expect(heads.flatMap((head) => errors(JSON.parse(renderReleaseJson(aView({ head })))))).toEqual([]);
  });
});

describe('what we write as ninjs', () => {
  it('is read back without loss', () => {
    const view = aView();
    const json = renderReleaseJson(view);
    const { draft } = parseText(json, { name: 'x.json' });
    const { picture, boilerplate, keywords, organisation, ticker, rights, canonical, ...written } =
      view.content ?? {};
    expect({ keywords, organisation, ticker, rights, canonical }).toEqual({});
    const paragraph = boilerplate?.replace(/\s+/g, ' ');
    expect(draft).toMatchObject({
      ...written,
      boilerplate: paragraph,
      picture: { caption: picture?.caption },
    });
  });

  it('is not taken for news once it was withdrawn', () => {
    const withdrawn = { at: '2026-03-04T00:00:00.000Z', by: 'command' } as const;
    const json = renderReleaseJson({
      ...aView({ head: nthHead(0, { state: 'withdrawn', withdrawn }) }),
      content: undefined,
    });
    expect(parseText(json, { name: 'x.json' }).findings.map(({ code }) => code)).toEqual(['E_CANCELED']);
  });
});
