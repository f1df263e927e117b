import { html, type Markup } from './markup.ts';
import { directionOf } from './shell.ts';
import type { Words } from './words.ts';

/** A button that copies an address; hidden until the site's script shows it. */
export function copyButton(url: string, label: string, words: Words): Markup {
  return html`<button type="button" hidden data-copy="${url}" data-done="${words.copied}" aria-live="polite">
    ${label}
  </button>`;
}

/** The tools of a release: copy its link, copy its text (of the elements with these ids), print it. */
export function releaseTools(url: string, textIds: string, words: Words): Markup {
  return html`<p class="tools" lang="${words.tag}" dir="${directionOf(words.tag)}">
    ${copyButton(url, words.copyLink, words)}
    <button type="button" hidden data-copy-from="${textIds}" data-done="${words.copied}" aria-live="polite">
      ${words.copyText}
    </button>
    <button type="button" hidden data-print>${words.print}</button>
  </p>`;
}
