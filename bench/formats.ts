import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseUpload } from '#domain/formats/parse-upload.ts';
import type { Question } from './question.ts';

/** What one core is to read at least, of every format (issue 6). */
const GOAL_MS = 1000 / 20;
const WARM_MS = 500;
const TURN_MS = 1_500;

const HEADLINE = 'Harbour sea wall reopens after a winter of repairs';
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

/** Processor time of pure ingest for a usual release, the same 5 KB of words in each text format. */
export const formats: Question = {
  kind: 'counted',
  name: 'formats',
  asks: 'processor time of parseUpload for a 5 KB release of each text format ÷ what 20 documents a second leave',
  goal: 1,
  async count() {
    return Object.entries(documents()).map(([name, text]) => {
      const subject = costMs(name, new TextEncoder().encode(text));
      const rate = Math.round(1000 / subject);
      return { name: `formats: ${name}, ${rate} a CPU second`, subject, baseline: GOAL_MS, unit: 'ms' };
    });
  },
};

function documents(): Record<string, string> {
  const markdown = readFileSync(join(import.meta.dirname, 'release-5-kb.md'), 'utf8');
  const paragraphs = (markdown.split('\n---\n')[1] ?? '')
    .split(/\n\s*\n/)
    .map((text) =>
      text
        .replace(/^[#>*-]+ */gm, '')
        .replace(/[*_`]|\[([^\]]*)\]\([^)]*\)/g, '$1')
        .trim(),
    )
    .filter((text) => text !== '');
  const plain = paragraphs.join('\n\n');
  const html = paragraphs
    .map((text) => `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`)
    .join('\n');
  const ninjs = {
    uri: 'urn:example:sea-wall',
    standard: { name: 'ninjs', version: '3.1' },
    type: 'text',
    representationType: 'full',
    pubStatus: 'usable',
    language: 'en',
    headlines: [{ role: 'main', value: HEADLINE }],
    bodies: [{ role: 'main', contentType: 'text/html', value: html }],
  };
  return {
    'release.md': markdown,
    'release.txt': `${HEADLINE}\n\n${plain}\n`,
    'classic.txt': `FOR IMMEDIATE RELEASE\n\nMedia contact: Press desk, press@example.org\n\n${HEADLINE}\n\nHARBOUR, March 4, 2026 - ${plain}\n\n###\n`,
    'page.html': `<!doctype html><html lang="en"><head><title>${HEADLINE}</title></head><body><article><h1>${HEADLINE}</h1>${html}</article></body></html>`,
    'ninjs.json': JSON.stringify(ninjs),
    'newsml.xml': `<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:example.org:sea-wall" version="1"><itemMeta><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>${HEADLINE}</headline><language tag="en"/></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>${html}</body></html></inlineXML></contentSet></newsItem>`,
  };
}

/** Processor time of one reading, ms, once the code is warm. Throws where the document is not accepted. */
function costMs(name: string, bytes: Uint8Array): number {
  const upload = { bytes, key: `incoming/harbour/${name}`, newsroom: NEWSROOM };
  const { draft, findings } = parseUpload(upload);
  if (draft === undefined)
    throw new Error(`${name} is not accepted: ${findings.map(({ code }) => code).join(', ')}`);
  repeat(upload, WARM_MS);
  const { count, usedMs } = repeat(upload, TURN_MS);
  return usedMs / count;
}

function repeat(upload: Parameters<typeof parseUpload>[0], forMs: number): { count: number; usedMs: number } {
  const began = process.cpuUsage();
  let [count, usedMs] = [0, 0];
  while (usedMs < forMs) {
    parseUpload(upload);
    count += 1;
    const { user, system } = process.cpuUsage(began);
    usedMs = (user + system) / 1000;
  }
  return { count, usedMs };
}
