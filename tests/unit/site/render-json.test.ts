import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import { renderReleaseJson } from '#domain/site/render-json.ts';
import { nthHead } from '../../support/feed-facts.ts';
import { aView } from '../../support/a-view.ts';

const value = z.strictObject({
  role: z.string(),
  contentType: z.string(),
  value: z.string(),
});
/** ninjs 3.1 `contactInfoType`: a value or an address. */
const contactInfo = z.array(z.strictObject({ type: z.string(), value: z.string() }));
const time = z.iso.datetime();

/** The members of ninjs 3.1 that are used here, with the types and closed sets that its schema gives them. */
const ninjs = z.strictObject({
  uri: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/),
  standard: z.strictObject({ name: z.literal('ninjs'), version: z.literal('3.1'), schema: z.url() }),
  type: z.literal('text'),
  representationType: z.enum(['full', 'partial']),
  profile: z.string(),
  version: z.string().regex(/^\d+$/),
  firstCreated: time.optional(),
  versionCreated: time,
  contentCreated: time.optional(),
  expires: time.optional(),
  pubStatus: z.enum(['usable', 'withheld', 'canceled']),
  language: z.string(),
  slugline: z.string().optional(),
  title: z.string().optional(),
  by: z.string().optional(),
  located: z.string().optional(),
  headlines: z.array(value).optional(),
  descriptions: z.array(value),
  bodies: z.array(value).optional(),
  people: z
    .array(
      z.strictObject({
        name: z.string().optional(),
        rel: z.string(),
        literal: z.string().optional(),
        contactInfo: contactInfo.optional(),
      }),
    )
    .optional(),
  organisations: z
    .array(z.strictObject({ name: z.string().optional(), rel: z.string(), contactInfo }))
    .optional(),
  subjects: z.array(z.strictObject({ name: z.string(), rel: z.string() })).optional(),
  infoSources: z.array(z.strictObject({ name: z.string(), role: z.string(), literal: z.string() })),
  renditions: z.array(z.strictObject({ name: z.string(), href: z.url(), contentType: z.string() })),
});

const read = (view: Parameters<typeof renderReleaseJson>[0]) =>
  ninjs.parse(JSON.parse(renderReleaseJson(view)));

test('a whole release keeps ninjs 3.1 and says everything', () => {
  const json = read(aView());
  expect(json).toMatchObject({
    uri: nthHead(0).uri,
    version: '1',
    pubStatus: 'usable',
    by: 'Ana',
    located: 'Blora',
    language: 'id',
  });
  expect(json.headlines?.map((one) => one.role)).toEqual(['main', 'subheadline']);
  expect(json.bodies?.map((one) => one.contentType)).toEqual(['text/html', 'text/plain']);
  expect(json.descriptions.map((one) => one.role)).toEqual(['summary', 'caption']);
  expect(json.people?.map((one) => [one.name, one.rel])).toEqual([
    ['Ana', 'author'],
    ['Sri Lestari', 'contact'],
  ]);
  expect(json.organisations?.[0]).toMatchObject({ name: 'Meja Redaksi' });
  expect(json.subjects?.map((one) => one.name)).toEqual(['Pasar', 'Ekonomi']);
});

test('a release with the least that it may have', () => {
  const head = nthHead(0, { authors: [], categories: [] });
  const { content, ...view } = aView({ head });
  const bare = content && {
    headline: 'x',
    bodyHtml: content.bodyHtml,
    language: 'en',
    authors: [],
    categories: [],
    contacts: [],
  };
  expect(read({ ...view, content: bare }).by).toBeUndefined();
});

test('a correction’s note is one of its descriptions', () => {
  const json = read(aView({ head: nthHead(0, { kind: 'correction', note: 'Forty stalls.', version: 2 }) }));
  expect(json.descriptions).toContainEqual({
    role: 'correction',
    contentType: 'text/plain',
    value: 'Forty stalls.',
  });
});

describe('a notice is a canceled item', () => {
  const at = '2026-03-04T00:00:00.000Z';
  test.each([
    ['withdrawn', { state: 'withdrawn', withdrawn: { at, by: 'command' } }, ['Story 0']],
    ['killed', { state: 'killed', killed: { at, reason: 'court order 12' } }, []],
  ] as const)('%s', (_what, changes, headlines) => {
    const json = read({ ...aView({ head: nthHead(0, { ...changes, version: 3 }) }), content: undefined });
    expect(json).toMatchObject({ pubStatus: 'canceled', version: '3', representationType: 'partial' });
    expect((json.headlines ?? []).map((one) => one.value)).toEqual(headlines);
    expect(json.bodies).toBeUndefined();
    expect(JSON.stringify(json)).not.toContain('court order');
  });
});
