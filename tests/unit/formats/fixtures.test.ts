import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { htmlToText } from '#domain/html/text.ts';
import { newsroomSchema, type Newsroom } from '#domain/release/newsroom.ts';
import { BLORA, parseText } from '../../support/upload.ts';

const ROOT = fileURLToPath(new URL('../../fixtures/formats/', import.meta.url));

/** `findings` as `CODE` or `CODE:line`, in their order; `draft` in part, null if nothing may be published. */
const expectedSchema = z.strictObject({
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
  return { name, folder, source };
});

describe('formats', () => {
  it.each(CASES)('$name', ({ folder, source }) => {
    const expected = expectedSchema.parse(JSON.parse(readFileSync(`${folder}expected.json`, 'utf8')));
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

  it('has the cases that it promises', () => {
    const [pages, markdown] = [/^page-/, /^markdown-/].map(
      (kind) => CASES.filter(({ name }) => kind.test(name)).length,
    );
    expect(pages).toBeGreaterThanOrEqual(12);
    expect(markdown).toBeGreaterThanOrEqual(12);
  });
});
