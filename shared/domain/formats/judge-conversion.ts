import type { Finding } from '../receipt/finding.ts';
import type { Draft } from '../release/draft.ts';
import type { Newsroom } from '../release/newsroom.ts';
import type { Conversion } from './conversion.ts';
import { judgeRead } from './parse-upload.ts';
import { quote } from './quote.ts';

/**
 * What comes of a container that convert has opened, as `parseUpload` says it of a text. A container's text has no lines
 * that its author could count, unless it was a text file in a ZIP.
 */
export function judgeConversion(
  conversion: Conversion,
  { path, newsroom }: { path: string; newsroom: Newsroom },
): { draft?: Draft; findings: Finding[] } {
  const { draft, findings } = judgeRead(conversion, { path, newsroom });
  const came = new Set(conversion.pictures.map(({ name }) => quote(name)));
  const told = new Set([...came, ...conversion.findings.map(({ found }) => found)]);
  const kept = findings
    .filter(({ code, found }) => !(code === 'W_PICTURE_MISSING' && told.has(found)))
    .map(({ line, ...finding }) =>
      conversion.watchedLine === undefined || line === undefined ? finding : { ...finding, line },
    );
  const shown = draft === undefined ? [] : [...came].map((found) => ({ code: 'W_PICTURE_NOT_SHOWN', found }));
  return { ...(draft === undefined ? {} : { draft }), findings: [...kept, ...shown] };
}
