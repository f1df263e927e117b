import MarkdownIt, { type Token } from 'markdown-it';
import type { Finding } from '../receipt/finding.ts';
import { MAX_EXPANDED_CHARACTERS } from './limits.ts';
import { namedPictureUrl } from '../html/media-url.ts';
import { quote } from './quote.ts';
import type { Said, SaidPicture } from './reading.ts';
import type { Block, RenderedBody } from './rendered-body.ts';

const ABSOLUTE = /^(?:https?:\/\/|mailto:|tel:)/i;
const SCHEME = /^[^/?#]*:/;
/** Telephones and messengers put spaces into names, and Markdown wants `<…>` around those. */
const SPACED_PICTURE =
  /(!\[[^\]\n]{0,300}\]\()([^\s()<>"][^()<>"\n]{0,250} [^()<>"\n]{0,250}(?:\(\d{1,3}\))?\.(?:jpe?g|png|webp|gif))((?: "[^"\n]{0,300}")?\))/gi;
const RAW_HTML = /<\/?[a-z][a-z0-9-]*(?:[\s/][^<>]*)?>/i;

/**
 * CommonMark with tables and strikethrough. Raw HTML is text, bare addresses are no links. Addresses without a scheme
 * pass here so that a picture's file name does not end up in the text; the sanitizer takes them out.
 */
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
markdown.validateLink = (url) => ABSOLUTE.test(url.trim()) || !SCHEME.test(url.trim());

/**
 * Markdown as HTML, not yet sanitized. Before anything is rendered the size of the tokens is added up: references
 * that expand to more than eight times the largest upload are `E_EXPANSION` (68 KB can become gigabytes).
 */
export function renderMarkdown(source: Said): { body?: RenderedBody; findings: Finding[] } {
  const env = {};
  const tokens = markdown.parse(source.text.replace(SPACED_PICTURE, '$1<$2>$3'), env);
  if (expandedSize(tokens) > MAX_EXPANDED_CHARACTERS) return { findings: [{ code: 'E_EXPANSION' }] };
  const blocks: Block[] = [];
  const links: RenderedBody['links'] = [];
  const pictures: SaidPicture[] = [];
  const findings: Finding[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'inline') continue;
    const line = source.line + (token.map?.[0] ?? 0);
    blocks.push({ kind: kindOf(tokens[index - 1]), source: token.content, line });
    for (const child of token.children ?? []) {
      const href = child.type === 'link_open' ? child.attrGet('href') : null;
      if (href !== null) links.push({ url: String(href), line });
      if (child.type === 'image') pictures.push(takePicture(child, line));
    }
    const raw = findings.length === 0 ? rawHtmlIn(token) : undefined;
    if (raw !== undefined) findings.push({ code: 'W_RAW_HTML', line, found: quote(raw) });
  }
  return {
    body: { html: markdown.renderer.render(tokens, markdown.options, env), blocks, links, pictures },
    findings,
  };
}

function expandedSize(tokens: readonly Token[]): number {
  let size = 0;
  for (const token of tokens) {
    size +=
      token.content.length +
      (token.attrs ?? []).reduce((sum, [name, value]) => sum + name.length + String(value).length, 0);
    if (token.children !== null) size += expandedSize(token.children);
    if (size > MAX_EXPANDED_CHARACTERS) return size;
  }
  return size;
}

function kindOf(opening: Token | undefined): Block['kind'] {
  if (opening?.type === 'heading_open') return 'heading';
  return opening?.type === 'paragraph_open' && opening.level === 0 ? 'paragraph' : 'other';
}

/** A picture that is named by its file stands in the text by that name until the file is known. */
function takePicture(image: Token, line: number): SaidPicture {
  const [file, caption] = [fileNameOf(image), String(image.attrGet('title') ?? '')];
  const named = namedPictureUrl(file);
  if (named !== undefined) image.attrSet('src', named);
  return {
    line,
    file: { text: file, line },
    ...(image.content === '' ? {} : { alt: image.content }),
    ...(caption === '' ? {} : { caption: { text: caption, line } }),
  };
}

/** As it was typed: Markdown writes a space as `%20`. */
function fileNameOf(image: Token): string {
  const source = String(image.attrGet('src') ?? '');
  try {
    return SCHEME.test(source) ? source : decodeURIComponent(source);
  } catch {
    return source;
  }
}

function rawHtmlIn(inline: Token): string | undefined {
  if (!inline.content.includes('<')) return undefined;
  const text = (inline.children ?? []).map((child) => (child.type === 'text' ? child.content : ' ')).join('');
  return RAW_HTML.exec(text)?.[0];
}
