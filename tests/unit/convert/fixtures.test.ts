import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { judgeConversion } from '#domain/formats/judge-conversion.ts';
import { htmlToText } from '#domain/html/text.ts';
import { BLORA, codesOf } from '../../support/upload.ts';
import { openAs } from './open-as.ts';

const ROOT = fileURLToPath(new URL('../../fixtures/convert/', import.meta.url));
const USUAL = {
  ...BLORA,
  defaults: { contacts: [{ name: 'Humas Blora', phone: '0296-000000' }], boilerplate: 'Tentang desk Blora.' },
};
const expectedSchema = z.strictObject({
  /** What is odd about it, in a line of docs/oddities.md. */
  oddity: z.string(),
  findings: z.array(z.string()),
  draft: z.union([z.null(), z.record(z.string(), z.unknown())]),
  text: z.array(z.string()).optional(),
});

const CASES = readdirSync(ROOT).map((name) => {
  const files = readdirSync(`${ROOT}${name}`);
  const fileOf = (kind: string) => files.find((file) => file.startsWith(`${kind}.`));
  const expected = expectedSchema.parse(JSON.parse(readFileSync(`${ROOT}${name}/expected.json`, 'utf8')));
  return { name, source: fileOf('source') ?? 'source.missing', fixed: fileOf('fixed'), expected };
});
const read = async (name: string, file: string) =>
  judgeConversion(await openAs(readFileSync(`${ROOT}${name}/${file}`)), {
    path: file.replace(/^\w+/, 'upload'),
    newsroom: USUAL,
  });

describe('containers', () => {
  it.each(CASES)('$name', async ({ name, source, expected }) => {
    const { draft, findings } = await read(name, source);
    expect(findings.map(({ code, line }) => (line === undefined ? code : `${code}:${line}`))).toEqual(
      expected.findings,
    );
    if (expected.draft === null) expect(draft).toBeUndefined();
    else expect(draft).toMatchObject(expected.draft);
    expect(draft && htmlToText(draft.bodyHtml).split('\n')).toEqual(expected.text);
  });

  it.each(CASES.filter(({ expected }) => expected.draft === null))(
    '$name is accepted once it is put right as its receipt says',
    async ({ name, fixed = 'fixed.missing' }) => {
      const result = await read(name, fixed);
      expect(codesOf(result).filter((code) => code.startsWith('E_'))).toEqual([]);
      expect(result.draft).toBeDefined();
    },
  );
});

it('all pictures of a container are shown: the lead above the text, the others in it or behind it', async () => {
  const { draft } = await read('zip-eleven-pictures', 'source.zip');
  expect(draft?.picture?.renditions).toHaveLength(2);
  expect(draft?.pictures).toHaveLength(9);
  expect(
    draft?.bodyHtml.match(/<figure><img src="https:\/\/media\.invalid\/[0-9a-f]{64}\.jpg"/g),
  ).toHaveLength(9);
});
