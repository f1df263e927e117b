import { isEmbargoLine, readCorrectionLine, type SaidChange } from './instruction-lines.ts';
import { detach, elementsOf, lineOfElement, textOf, type PageElement } from './page-tree.ts';

/** Elements that stand on lines of their own; one with another of them inside is not a line. */
const BLOCKS = new Set(
  'p div section article main header footer h2 h3 h4 h5 h6 li ul ol blockquote pre address figure'.split(' '),
);

/** Takes the instructions out of a page, which stand in blocks as they stand in lines elsewhere. */
export function takeInstructions(body: PageElement): SaidChange | undefined {
  for (const block of textBlocks(body)) if (isEmbargoLine(textOf(block).trim())) detach(block);
  const blocks = textBlocks(body);
  for (const block of [blocks[0], blocks.at(-1)]) {
    if (block === undefined) continue;
    const change = readCorrectionLine(textOf(block), lineOfElement(block));
    if (change === undefined) continue;
    detach(block);
    return change;
  }
  return undefined;
}

/** The elements that hold a line or paragraph of their own, in document order. */
function textBlocks(root: PageElement): PageElement[] {
  return elementsOf(root).filter((node) => {
    if (!BLOCKS.has(node.tagName)) return false;
    const inner = node.childNodes.some((child) => 'tagName' in child && BLOCKS.has(child.tagName));
    return !inner && textOf(node).trim() !== '';
  });
}
