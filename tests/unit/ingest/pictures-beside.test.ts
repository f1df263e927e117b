import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { aPhoto } from '../../support/a-photo.ts';
import { BLORA } from '../../support/ingest-world.ts';
import { makePictureWorld } from '../../support/picture-world.ts';

const ROOT = fileURLToPath(new URL('../../fixtures/beside/', import.meta.url));
const COLOURS = ['#336699', '#993333', '#339933'];

/** A text and the names of the `pictures` beside it; `lead` and `html` are what readers get, pictures by their names. */
const expectedSchema = z.strictObject({
  oddity: z.string(),
  pictures: z.array(z.string()),
  findings: z.array(z.string()),
  lead: z.record(z.string(), z.string()),
  html: z.string(),
});

const receiptSchema = z.object({
  findings: z.array(z.object({ code: z.string(), line: z.number().optional() })),
});

const CASES = readdirSync(ROOT).map((name) => {
  const source = readdirSync(`${ROOT}${name}`).find((file) => file.startsWith('source.')) ?? 'missing';
  const expected = expectedSchema.parse(JSON.parse(readFileSync(`${ROOT}${name}/expected.json`, 'utf8')));
  return { name, source, expected };
});

it.each(CASES)('$name', async ({ name, source, expected }) => {
  const world = await makePictureWorld();
  const defaults = { contacts: [{ name: 'Humas Blora' }], boilerplate: 'Tentang desk Blora.' };
  await world.deps.newsrooms.putNewsroom({ ...BLORA, defaults });
  const names = new Map<string, string>();
  for (const [index, picture] of expected.pictures.entries()) {
    const photo = await aPhoto({ colour: COLOURS[index] ?? '#000000' });
    names.set(createHash('sha256').update(photo).digest('hex'), picture);
    await world.drop(`incoming/blora/pasar/${picture}`, photo);
  }
  const key = `incoming/blora/pasar/text${source.slice('source'.length)}`;
  await world.drop(key, readFileSync(`${ROOT}${name}/${source}`));
  await world.wait(16 * 60_000);
  const { findings } = receiptSchema.parse(await world.receipt(key.replace('incoming/', '')));
  expect(findings.map(({ code, line }) => (line === undefined ? code : `${code}:${line}`))).toEqual(
    expected.findings,
  );
  const { releaseId } = (await world.deps.sources.getSource(key)) ?? {};
  const content = await world.content(releaseId?.replace('blora/', ''));
  const shown = [content?.picture, ...(content?.pictures ?? [])];
  const html = shown.reduce(
    (text, picture) =>
      text.replace(
        `https://media.invalid/${picture?.file?.key.replace('media/', '')}`,
        names.get(picture?.sha256 ?? '') ?? '?',
      ),
    String(content?.bodyHtml),
  );
  expect(html.trim()).toBe(expected.html);
  const { file: _file, renditions: _renditions, sha256, ...words } = content?.picture ?? {};
  expect({ file: names.get(sha256 ?? ''), ...words }).toEqual(expected.lead);
  expect(shown.map((picture) => names.get(picture?.sha256 ?? ''))).toEqual(expected.pictures);
});
