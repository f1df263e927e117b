import { formatTime } from './format-time.ts';
import { html, type Markup } from './markup.ts';
import type { Words } from './words.ts';

/** A time for people in a newsroom's zone and for machines in UTC. */
export function timeMarkup(at: string, timezone: string, words: Words): Markup {
  return html`<time datetime="${at}">${formatTime(at, timezone, words)}</time>`;
}
