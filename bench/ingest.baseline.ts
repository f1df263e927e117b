import MarkdownIt from 'markdown-it';
import { parseFragment } from 'parse5';
import sanitizeHtml from 'sanitize-html';

const markdown = new MarkdownIt();

/** A Markdown release by the three libraries alone: HTML, sanitized as the package does by itself, and its tree. */
export function ingestByLibraries(text: string) {
  const html = sanitizeHtml(markdown.render(text));
  return { html, tree: parseFragment(html) };
}
