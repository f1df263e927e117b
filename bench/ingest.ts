import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseUpload } from '#domain/formats/parse-upload.ts';
import { ingestByLibraries } from './ingest.baseline.ts';
import type { Question } from './question.ts';

const NEWSROOM = {
  id: 'harbour',
  name: 'Harbour',
  host: 'harbour.example.org',
  timezone: 'Europe/London',
  language: 'en',
};

/** Reading a 5 KB Markdown release, from its bytes to a draft. */
export const ingest: Question = {
  kind: 'timed',
  name: 'ingest',
  asks: 'parseUpload of a 5 KB Markdown release ÷ markdown-it, sanitize-html and parse5 alone',
  goal: 1.25,
  prepare() {
    const bytes = readFileSync(join(import.meta.dirname, 'release-5-kb.md'));
    const upload = { bytes, key: 'incoming/harbour/sea-wall.md', newsroom: NEWSROOM };
    const codes = parseUpload(upload).findings.map(({ code }) => code);
    if (codes.length > 0) throw new Error(`the sample is not clean: ${codes.join(', ')}`);
    const body = bytes.toString('utf8').split('\n---\n')[1] ?? '';
    return { subject: () => parseUpload(upload), baseline: () => ingestByLibraries(body) };
  },
};
