import type { SaidPicture } from './reading.ts';

/** A block of text with the line of the file that it starts on; `source` is what the author typed. */
export type Block = { kind: 'paragraph' | 'heading' | 'other'; source: string; line: number };

/** A body as HTML that nobody has cleaned yet, with what the checks of its text need. */
export type RenderedBody = {
  html: string;
  blocks: Block[];
  links: { url: string; line: number }[];
  pictures: SaidPicture[];
};
