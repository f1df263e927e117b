import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { htmlToText } from '#domain/html/text.ts';
import { newsroomSchema, type Newsroom } from '#domain/release/newsroom.ts';
import { BLORA, codesOf, parseText } from '../../support/upload.ts';

const ROOT = fileURLToPath(new URL('../../fixtures/formats/', import.meta.url));

/** `findings` as `CODE` or `CODE:line`, in their order; `draft` in part, null if nothing may be published. */
const expectedSchema = z.strictObject({
  /** What is odd about it, in a line of docs/oddities.md. */
  oddity: z.string().optional(),
  findings: z.array(z.string()),
  draft: z.union([z.null(), z.record(z.string(), z.unknown())]),
  text: z.array(z.string()).optional(),
});

const USUAL: Newsroom = {
  ...BLORA,
  aliases: ['rutanblora.example'],
  defaults: { contacts: [{ name: 'Humas Blora', phone: '0296-000000' }], boilerplate: 'Tentang desk Blora.' },
};

const CASES = readdirSync(ROOT).map((name) => {
  const folder = `${ROOT}${name}/`;
  const source = readdirSync(folder).find((file) => file.startsWith('source.')) ?? 'source.missing';
  const fixed = readdirSync(folder).find((file) => file.startsWith('fixed.'));
  const expected = expectedSchema.parse(JSON.parse(readFileSync(`${folder}expected.json`, 'utf8')));
  return { name, folder, source, fixed, expected };
});

describe('formats', () => {
  it.each(CASES)('$name', ({ folder, source, expected }) => {
    const own = `${folder}newsroom.json`;
    const newsroom = existsSync(own) ? newsroomSchema.parse(JSON.parse(readFileSync(own, 'utf8'))) : USUAL;
    const extension = source.slice('source'.length);
    const result = parseText(readFileSync(`${folder}${source}`), { name: `upload${extension}`, newsroom });
    const findings = result.findings.map(({ code, line }) => (line === undefined ? code : `${code}:${line}`));
    expect(findings).toEqual(expected.findings);
    if (expected.draft === null) expect(result.draft).toBeUndefined();
    else expect(result.draft).toMatchObject(expected.draft);
    if (expected.text !== undefined) {
      expect(result.draft && htmlToText(result.draft.bodyHtml).split('\n')).toEqual(expected.text);
    }
  });

  it.each(CASES.filter(({ fixed }) => fixed !== undefined))(
    '$name is accepted once it is put right as its receipt says',
    ({ folder, fixed = '' }) => {
      const name = `upload${fixed.slice('fixed'.length)}`;
      const result = parseText(readFileSync(`${folder}${fixed}`), { name, newsroom: USUAL });
      expect(codesOf(result).filter((code) => code.startsWith('E_'))).toEqual([]);
      expect(result.draft).toBeDefined();
    },
  );

  it('shows for every case that is refused how it is put right', () => {
    const stuck = CASES.filter(({ fixed, expected }) => expected.draft === null && fixed === undefined);
    expect(stuck.map(({ name }) => name)).toEqual([]);
  });

  it.each(['classic', 'html', 'ninjs', 'newsml'])(
    'has at least twelve oddities of %s, each with its name',
    (format) => {
      const cases = CASES.filter(({ name }) => name.startsWith(`${format}-`));
      expect(cases.filter(({ expected }) => expected.oddity !== undefined).length).toBeGreaterThanOrEqual(12);
    },
  );

  it('has the cases that it promises', () => {
    const [pages, markdown] = [/^page-/, /^markdown-/].map(
      (kind) => CASES.filter(({ name }) => kind.test(name)).length,
    );
    expect(pages).toBeGreaterThanOrEqual(12);
    expect(markdown).toBeGreaterThanOrEqual(12);
  });
});
