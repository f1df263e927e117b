import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseUpload } from '#domain/formats/parse-upload.ts';
import { ingestByLibraries } from './ingest.baseline.ts';
import type { Question, Rivals } from './question.ts';

const NEWSROOM = {
  id: 'harbour',
  name: 'Harbour',
  host: 'harbour.example.org',
  timezone: 'Europe/London',
  language: 'en',
  defaults: {
    contacts: [{ name: 'Press desk' }],
    boilerplate: 'The works office keeps the quays in repair.',
  },
};
const PAGE_HEAD = [
  '# Works Office',
  '## Harbour sea wall reopens after a winter of repairs',
  'Edith Marlow and Tom Ferris - HARBOUR.EXAMPLE.ORG',
  'March 4, 2026 - 07:00',
].join('\n\n');

/** A page as people copy it, which is what most authors drop. */
export const page: Question = {
  kind: 'timed',
  name: 'page',
  asks: 'parseUpload of a 5 KB page as people copy it ÷ markdown-it, sanitize-html and parse5 alone',
  goal: 1.25,
  prepare() {
    const { body } = sample();
    return rivals(new TextEncoder().encode(`${PAGE_HEAD}\n\n${body.trimStart()}`), body);
  },
};

/** The same text with eleven lines of front matter, which the baseline does not read. */
export const ingest: Question = {
  kind: 'timed',
  name: 'ingest',
  asks: 'parseUpload of a 5 KB Markdown release with front matter ÷ the same three alone',
  goal: 1.25,
  prepare() {
    const { bytes, body } = sample();
    return rivals(bytes, body);
  },
};

function sample(): { bytes: Uint8Array; body: string } {
  const bytes = readFileSync(join(import.meta.dirname, 'release-5-kb.md'));
  return { bytes, body: bytes.toString('utf8').split('\n---\n')[1] ?? '' };
}

function rivals(bytes: Uint8Array, body: string): Rivals {
  const upload = { bytes, key: 'incoming/harbour/sea-wall.md', newsroom: NEWSROOM };
  const codes = parseUpload(upload).findings.map(({ code }) => code);
  if (codes.length > 0) throw new Error(`the sample is not clean: ${codes.join(', ')}`);
  return { subject: () => parseUpload(upload), baseline: () => ingestByLibraries(body) };
}
