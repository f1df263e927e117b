import type { Said } from './reading.ts';
import type { Block, RenderedBody } from './rendered-body.ts';

/** Plain text as HTML, not yet sanitized: a paragraph for each block between blank lines. */
export function renderPlainText(source: Said): RenderedBody {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const [index, line] of source.text.split('\n').entries()) {
    if (line.trim() === '') {
      open = undefined;
    } else if (open === undefined) {
      open = { kind: 'paragraph', source: line.trim(), line: source.line + index };
      blocks.push(open);
    } else {
      open.source += `\n${line.trim()}`;
    }
  }
  const html = blocks.map((block) => `<p>${escapeHtml(block.source)}</p>`).join('\n');
  return { html, blocks, links: [], pictures: [] };
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
