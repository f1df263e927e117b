import { inspectParsed } from '../html/oracle.ts';
import { safeUrl, LINK_SCHEMES, PICTURE_SCHEMES } from '../html/safe-url.ts';
import type { SanitizedHtml } from '../html/sanitized-html.ts';
import { settleHtml, UNSETTLED } from '../html/sanitize.ts';
import { treeToText } from '../html/text.ts';
import type { Finding } from '../receipt/finding.ts';
import { tooLarge } from './decode-text.ts';
import { MAX_BODY_BYTES, MAX_CLOSED_HTML_CHARACTERS } from './limits.ts';
import { quote } from './quote.ts';
import type { Reading, SaidPicture } from './reading.ts';
import type { Block, RenderedBody } from './rendered-body.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderPlainText } from './render-plain-text.ts';

/** At most so many findings of one kind: a receipt is read on a phone. */
const MAX_ALIKE = 5;

/** What the sanitizer may take out without a word: it changes nothing that a reader came for. */
const HARMLESS_TAGS = new Set(
  (
    'html head body div section article main header footer nav aside center font address label picture source ' +
    'col colgroup wbr meta link big kbd samp var mark ins del tt hgroup details summary'
  ).split(' '),
);
const HARMLESS_ATTRIBUTES =
  /\[(?:style|class|id|name|target|align|valign|start|reversed|type|datetime|cite|width|height|loading|decoding|srcset|sizes|role|itemprop|border|cellpadding|cellspacing|bgcolor|color|face|size|data-[\w-]+|aria-[\w-]+)\]$/;
const TOLD_BY_ITS_LINE = new Set(['a[href]', 'img[src]']);

/** A body fit to publish, with what a reader sees of it and what the checks need. */
export type CleanBody = {
  html: SanitizedHtml;
  text: string;
  blocks: Block[];
  /** Pictures that the body names and that are nowhere to be had. */
  missingPictures: SaidPicture[];
  findings: Finding[];
};

/**
 * Renders, sanitizes and inspects a body: the oracle walks the tree that parse5 makes of exactly the text that will
 * be published. No `html` comes without a finding that says why.
 */
export function cleanBody(
  { body }: Reading,
  inspect: typeof inspectParsed = inspectParsed,
): CleanBody | { html?: never; findings: Finding[] } {
  const rendered = render(body);
  if (rendered.body === undefined) return { findings: rendered.findings };
  const { html, tree, removed } = settleHtml(rendered.body.html);
  const [violation] = inspect(html, tree);
  if (removed.includes(UNSETTLED)) return { findings: [{ code: 'E_QUARANTINED', found: UNSETTLED }] };
  if (violation !== undefined) {
    return { findings: [{ code: 'E_QUARANTINED', found: quote(`${violation.rule}: ${violation.found}`) }] };
  }
  const size = new TextEncoder().encode(html).length;
  if (size > MAX_BODY_BYTES) return { findings: [tooLarge(size, MAX_BODY_BYTES)] };
  const text = treeToText(tree);
  if (text === '') return { findings: [{ code: 'E_BODY_MISSING', line: body.line }] };
  const blocks = body.format === 'html' ? blocksOf(text) : rendered.body.blocks;
  const missingPictures = rendered.body.pictures.filter(
    ({ file }) => safeUrl(file?.text ?? '', PICTURE_SCHEMES) === undefined,
  );
  const findings = [
    ...rendered.findings,
    ...linkFindings(rendered.body.links),
    ...removedFindings(removed, body.format === 'html'),
  ];
  return { html, text, blocks, missingPictures, findings };
}

function render(body: Reading['body']): { body?: RenderedBody; findings: Finding[] } {
  switch (body.format) {
    case 'markdown':
      return renderMarkdown(body);
    case 'text':
      return { body: renderPlainText(body), findings: [] };
    case 'html':
      if (body.text.length > MAX_CLOSED_HTML_CHARACTERS) return { findings: [{ code: 'E_EXPANSION' }] };
      return { body: { html: body.text, blocks: [], links: [], pictures: [] }, findings: [] };
  }
}

/** An HTML file's blocks have no line of their own. */
function blocksOf(text: string): Block[] {
  return text.split('\n').map((source) => ({ kind: 'paragraph', source, line: 0 }));
}

function linkFindings(links: RenderedBody['links']): Finding[] {
  const firstLines = new Map<string, number>();
  for (const { url, line } of links) if (!firstLines.has(url)) firstLines.set(url, line);
  const dropped: Finding[] = [];
  const plain: Finding[] = [];
  for (const [url, line] of firstLines) {
    if (safeUrl(url, LINK_SCHEMES) === undefined)
      dropped.push({ code: 'W_LINK_REMOVED', line, found: quote(url) });
    else if (/^http:/i.test(url)) plain.push({ code: 'W_HTTP_LINK', line, found: quote(url) });
  }
  return [...dropped.slice(0, MAX_ALIKE), ...plain.slice(0, MAX_ALIKE)];
}

function removedFindings(removed: readonly string[], isHtml: boolean): Finding[] {
  const unsafe = removed.filter(
    (name) =>
      !HARMLESS_TAGS.has(name) && !HARMLESS_ATTRIBUTES.test(name) && (isHtml || !TOLD_BY_ITS_LINE.has(name)),
  );
  return unsafe.length === 0 ? [] : [{ code: 'W_UNSAFE_HTML', found: quote(unsafe.join(', ')) }];
}
